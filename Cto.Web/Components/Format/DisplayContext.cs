namespace Cto.Web.Components.Format;

/// <summary>What every text about time depends on.</summary>
/// <param name="Now">The instant the page is made.</param>
/// <param name="Zone">The tenant's time zone.</param>
public sealed record DisplayContext(DateTimeOffset Now, TimeZoneInfo Zone);
