namespace Cto.Web.Tenants;

/// <summary>Time zones as people write them.</summary>
internal static class TimeZones
{
    /// <returns><see langword="null"/> when the machine knows no zone of that name.</returns>
    public static TimeZoneInfo? Find(string? name) =>
        !string.IsNullOrWhiteSpace(name) && TimeZoneInfo.TryFindSystemTimeZoneById(name.Trim(), out var zone) ? zone : null;
}
