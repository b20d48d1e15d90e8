using System.Globalization;
using System.Text.RegularExpressions;

namespace Cto.Domain;

/// <summary>Turns what people and the API say (<c>last 30 days</c>, <c>last-month</c>, <c>from</c>/<c>to</c>) into periods of a time zone.</summary>
public static partial class PeriodPhrase
{
    /// <summary>The longest rolling period, in days.</summary>
    private const int MostDays = 3660;

    /// <summary>Examples of what is understood, for error messages and forms.</summary>
    public static IReadOnlyList<string> Examples { get; } =
    [
        "today", "yesterday", "last-7-days", "last-30-days", "last-90-days", "last-week", "last-month", "last-quarter", "last-year",
        "this-week", "this-month", "this-quarter", "this-year",
    ];

    /// <summary>Reads a phrase: words separated by blanks, <c>-</c> or <c>_</c>, in any case.</summary>
    /// <exception cref="FormatException">The phrase is none; the message says what would be.</exception>
    public static NamedPeriod Parse(string phrase, DateTimeOffset now, TimeZoneInfo zone)
    {
        var words = Blanks().Replace(phrase.Trim().ToLowerInvariant(), "-");
        if (words is "today" or "yesterday")
        {
            return CalendarPeriods.Day(words, now, zone);
        }

        if (Rolling().Match(words) is { Success: true } rolling)
        {
            return Roll(rolling, phrase, now, zone);
        }

        return Enum.TryParse<CalendarUnit>(words[(words.IndexOf('-', StringComparison.Ordinal) + 1)..], ignoreCase: true, out var unit) && Unit().IsMatch(words)
            ? words.StartsWith("this-", StringComparison.Ordinal) ? CalendarPeriods.This(unit, now, zone) : CalendarPeriods.Last(unit, now, zone)
            : throw Unknown(phrase);
    }

    /// <summary>Reads two ends: instants, or dates and times in the zone; the end is excluded and is now when it is not given.</summary>
    /// <exception cref="FormatException">One of them is no date, or the end is not after the start.</exception>
    public static NamedPeriod Between(string from, string? to, DateTimeOffset now, TimeZoneInfo zone)
    {
        var start = Instant("from", from, zone);
        var end = to is null ? now.ToUniversalTime() : Instant("to", to, zone);
        if (end <= start)
        {
            throw new FormatException($"'to' ({to ?? "now"}) is not after 'from' ({from}): a period ends after it starts.");
        }

        var period = new Period(start, end);
        return new NamedPeriod { Name = "custom", Title = $"{from} to {to ?? "now"}", Period = period, Before = period.Before };
    }

    private static NamedPeriod Roll(Match rolling, string phrase, DateTimeOffset now, TimeZoneInfo zone)
    {
        if (!int.TryParse(rolling.Groups["n"].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out var n) || n < 1)
        {
            throw Unknown(phrase);
        }

        var unit = rolling.Groups["unit"].Value;
        var days = n * (unit switch { "hour" => 1 / 24.0, "day" => 1, "week" => 7, "month" => 31, _ => 366 });
        if (days > MostDays)
        {
            throw new FormatException($"The period '{phrase}' is too long: at most {MostDays} days.");
        }

        var start = unit switch
        {
            "hour" => now.AddHours(-n),
            "day" => now.AddDays(-n),
            "week" => now.AddDays(-7 * n),
            "month" => Calendar.InstantOf(Calendar.LocalOf(now, zone).AddMonths(-n), zone),
            _ => Calendar.InstantOf(Calendar.LocalOf(now, zone).AddYears(-n), zone),
        };
        var period = new Period(start, now);
        var plural = n == 1 ? unit : unit + "s";
        return new NamedPeriod { Name = $"last-{n}-{plural}", Title = $"the last {n} {plural}", Period = period, Before = period.Before };
    }

    private static DateTimeOffset Instant(string name, string text, TimeZoneInfo zone)
    {
        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
        {
            return Calendar.StartOf(day, zone);
        }

        if (!text.Contains('T', StringComparison.Ordinal) || !DateTime.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out var time))
        {
            throw new FormatException($"'{name}' is '{text}': give a date such as 2026-03-01 or an instant such as 2026-03-01T09:00:00Z.");
        }

        return time.Kind == DateTimeKind.Unspecified
            ? Calendar.InstantOf(time, zone)
            : DateTimeOffset.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind).ToUniversalTime();
    }

    private static FormatException Unknown(string phrase) =>
        new($"'{phrase}' is no period. Say one of {string.Join(", ", Examples)}, last-N-hours/days/weeks/months/years, or give from and to.");

    [GeneratedRegex(@"[\s_]+", RegexOptions.CultureInvariant)]
    private static partial Regex Blanks();

    [GeneratedRegex("^(last|past)-(?<n>[0-9]{1,5})-(?<unit>hour|day|week|month|year)s?$", RegexOptions.CultureInvariant)]
    private static partial Regex Rolling();

    [GeneratedRegex("^(last|previous|this)-(week|month|quarter|year)$", RegexOptions.CultureInvariant)]
    private static partial Regex Unit();
}
