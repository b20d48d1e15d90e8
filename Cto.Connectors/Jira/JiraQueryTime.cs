using System.Globalization;

namespace Cto.Connectors.Jira;

/// <summary>Instants as queries take them: to the minute, and in the time zone of whoever asks.</summary>
internal static class JiraQueryTime
{
    // No zone is further behind UTC.
    private static readonly TimeSpan FurthestBehind = TimeSpan.FromHours(12);

    /// <summary>A text that Jira reads as this instant or one shortly before it, never after.</summary>
    /// <param name="at">The instant.</param>
    /// <param name="zone">Of the account that asks; <see langword="null"/> when Jira hides it.</param>
    public static string Literal(DateTimeOffset at, TimeZoneInfo? zone)
    {
        var local = zone is null ? at.UtcDateTime - FurthestBehind : TimeZoneInfo.ConvertTime(at, zone).DateTime;
        if (zone?.IsAmbiguousTime(local) == true)
        {
            // Clocks were put back: this reading came twice, and Jira may mean the later one.
            local -= TimeSpan.FromHours(1);
        }

        return local.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
    }

    /// <summary>The zone of an account; <see langword="null"/> when it is hidden or not known to this machine.</summary>
    public static TimeZoneInfo? Zone(string? id) => id is not null && TimeZoneInfo.TryFindSystemTimeZoneById(id, out var zone) ? zone : null;
}
