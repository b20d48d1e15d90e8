namespace Cto.Domain;

/// <summary>Days and weeks as people in a time zone live them: a day that changes the clocks has 23 or 25 hours.</summary>
public static class Calendar
{
    /// <summary>The instant a wall clock first shows a time; where the clocks skip that time, the instant they skip it.</summary>
    public static DateTimeOffset InstantOf(DateTime local, TimeZoneInfo zone)
    {
        if (zone.IsInvalidTime(local))
        {
            // The offset from before the gap; its first missing minute is then the instant of the change.
            var gapStart = local;
            while (zone.IsInvalidTime(gapStart.AddMinutes(-1)))
            {
                gapStart = gapStart.AddMinutes(-1);
            }

            return new DateTimeOffset(gapStart, zone.GetUtcOffset(gapStart.AddMinutes(-1))).ToUniversalTime();
        }

        var offset = zone.IsAmbiguousTime(local) ? zone.GetAmbiguousTimeOffsets(local).Max() : zone.GetUtcOffset(local);
        return new DateTimeOffset(DateTime.SpecifyKind(local, DateTimeKind.Unspecified), offset).ToUniversalTime();
    }

    /// <summary>The first instant of a day.</summary>
    public static DateTimeOffset StartOf(DateOnly day, TimeZoneInfo zone) => InstantOf(day.ToDateTime(TimeOnly.MinValue), zone);

    /// <summary>From the first instant of a day to the first of the next.</summary>
    public static Period Day(DateOnly day, TimeZoneInfo zone) => new(StartOf(day, zone), StartOf(day.AddDays(1), zone));

    /// <summary>What the wall clock shows at an instant.</summary>
    public static DateTime LocalOf(DateTimeOffset instant, TimeZoneInfo zone) => TimeZoneInfo.ConvertTime(instant, zone).DateTime;

    /// <summary>The day it is at an instant.</summary>
    public static DateOnly DayOf(DateTimeOffset instant, TimeZoneInfo zone) => DateOnly.FromDateTime(LocalOf(instant, zone));

    /// <summary>The Monday of the ISO week that a day belongs to.</summary>
    public static DateOnly MondayOf(DateOnly day) => day.AddDays(-(((int)day.DayOfWeek + 6) % 7));

    /// <summary>The days that a period touches, in order; the first and the last may be touched in part.</summary>
    public static IEnumerable<DateOnly> DaysOf(Period period, TimeZoneInfo zone)
    {
        for (var day = DayOf(period.Start, zone); StartOf(day, zone) < period.End; day = day.AddDays(1))
        {
            yield return day;
        }
    }

    /// <summary>The Mondays of the ISO weeks that lie in a period from their first to their last instant, in order.</summary>
    public static IEnumerable<DateOnly> FullWeeksOf(Period period, TimeZoneInfo zone)
    {
        var monday = MondayOf(DayOf(period.Start, zone));
        if (StartOf(monday, zone) < period.Start)
        {
            monday = monday.AddDays(7);
        }

        for (; StartOf(monday.AddDays(7), zone) <= period.End; monday = monday.AddDays(7))
        {
            yield return monday;
        }
    }
}
