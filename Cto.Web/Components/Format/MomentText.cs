using System.Globalization;

namespace Cto.Web.Components.Format;

/// <summary>Instants as people say them, in the tenant's zone.</summary>
public static class MomentText
{
    /// <summary>How long ago, or in how long; a date once that is more than two weeks away.</summary>
    public static string Relative(DateTimeOffset at, DisplayContext display)
    {
        var ago = display.Now - at;
        var size = ago.Duration();
        if (size >= TimeSpan.FromDays(14))
        {
            return Day(at, display);
        }

        if (size < TimeSpan.FromSeconds(10))
        {
            return "now";
        }

        var text = size switch
        {
            { TotalMinutes: < 1 } => $"{(int)size.TotalSeconds}\u00a0s",
            { TotalHours: < 1 } => $"{(int)size.TotalMinutes}\u00a0min",
            { TotalDays: < 1 } => $"{(int)size.TotalHours}\u00a0h",
            _ => $"{(int)size.TotalDays}\u00a0d",
        };
        return ago > TimeSpan.Zero ? $"{text}\u00a0ago" : $"in\u00a0{text}";
    }

    /// <summary>The instant itself with the zone's name: <c>Sat 21 Nov 2026, 03:59:35 (Europe/Berlin)</c>.</summary>
    public static string Exact(DateTimeOffset at, DisplayContext display) =>
        $"{Local(at, display).ToString("ddd d MMM yyyy, HH:mm:ss", CultureInfo.InvariantCulture)} ({display.Zone.Id})";

    /// <summary>Its date: <c>21 Nov</c>, with the year where it is another one.</summary>
    public static string Day(DateTimeOffset at, DisplayContext display)
    {
        var local = Local(at, display);
        return local.ToString(local.Year == Local(display.Now, display).Year ? "d\u00a0MMM" : "d\u00a0MMM\u00a0yyyy", CultureInfo.InvariantCulture);
    }

    /// <summary>Its time of day: <c>03:59</c>.</summary>
    public static string Time(DateTimeOffset at, DisplayContext display) => Local(at, display).ToString("HH:mm", CultureInfo.InvariantCulture);

    /// <summary>A date of a chart: <c>21 Nov</c>.</summary>
    public static string Day(DateOnly day) => day.ToString("d\u00a0MMM", CultureInfo.InvariantCulture);

    /// <summary>A date of a table: <c>Sat 21 Nov 2026</c>.</summary>
    public static string Date(DateOnly day) => day.ToString("ddd d MMM yyyy", CultureInfo.InvariantCulture);

    private static DateTimeOffset Local(DateTimeOffset at, DisplayContext display) => TimeZoneInfo.ConvertTime(at, display.Zone);
}
