namespace Cto.Domain;

/// <summary>A unit of the calendar; weeks are ISO weeks.</summary>
public enum CalendarUnit
{
    Week,
    Month,
    Quarter,
    Year,
}

/// <summary>Periods that follow the calendar of a time zone.</summary>
internal static class CalendarPeriods
{
    public static NamedPeriod Day(string name, DateTimeOffset now, TimeZoneInfo zone)
    {
        var today = Calendar.DayOf(now, zone);
        var yesterday = Calendar.Day(today.AddDays(-1), zone);
        return name == "today"
            ? new NamedPeriod { Name = name, Title = name, Period = new(Calendar.StartOf(today, zone), now), Before = new(yesterday.Start, Earliest(SameTime(now, -1, zone), yesterday.End)) }
            : new NamedPeriod { Name = name, Title = name, Period = yesterday, Before = Calendar.Day(today.AddDays(-2), zone) };
    }

    public static NamedPeriod Last(CalendarUnit unit, DateTimeOffset now, TimeZoneInfo zone)
    {
        var start = StartOf(unit, Calendar.DayOf(now, zone));
        return new NamedPeriod
        {
            Name = $"last-{Word(unit)}",
            Title = $"last {Word(unit)}",
            Period = Between(Add(unit, start, -1), start, zone),
            Before = Between(Add(unit, start, -2), Add(unit, start, -1), zone),
        };
    }

    public static NamedPeriod This(CalendarUnit unit, DateTimeOffset now, TimeZoneInfo zone)
    {
        var local = Calendar.LocalOf(now, zone);
        var start = StartOf(unit, DateOnly.FromDateTime(local));
        var previous = Between(Add(unit, start, -1), start, zone);
        // "To the same day": the 31st has no match in a month of 30 days, so the previous unit's end is the limit.
        var sameDay = unit == CalendarUnit.Week ? local.AddDays(-7) : SameDayOf(unit, local, start);
        return new NamedPeriod
        {
            Name = $"this-{Word(unit)}",
            Title = $"this {Word(unit)}",
            Period = new(Calendar.StartOf(start, zone), now),
            Before = new(previous.Start, Earliest(Calendar.InstantOf(sameDay, zone), previous.End)),
        };
    }

    private static DateTime SameDayOf(CalendarUnit unit, DateTime local, DateOnly start)
    {
        var month = Add(unit, start, -1).AddMonths(((local.Year - start.Year) * 12) + local.Month - start.Month);
        var days = DateTime.DaysInMonth(month.Year, month.Month);
        return local.Day > days
            ? month.AddMonths(1).ToDateTime(TimeOnly.MinValue)
            : new DateOnly(month.Year, month.Month, local.Day).ToDateTime(TimeOnly.FromDateTime(local));
    }

    private static DateOnly StartOf(CalendarUnit unit, DateOnly day) => unit switch
    {
        CalendarUnit.Week => Calendar.MondayOf(day),
        CalendarUnit.Month => new DateOnly(day.Year, day.Month, 1),
        CalendarUnit.Quarter => new DateOnly(day.Year, (((day.Month - 1) / 3) * 3) + 1, 1),
        _ => new DateOnly(day.Year, 1, 1),
    };

    private static DateOnly Add(CalendarUnit unit, DateOnly start, int count) => unit switch
    {
        CalendarUnit.Week => start.AddDays(7 * count),
        CalendarUnit.Month => start.AddMonths(count),
        CalendarUnit.Quarter => start.AddMonths(3 * count),
        _ => start.AddYears(count),
    };

    private static Period Between(DateOnly start, DateOnly end, TimeZoneInfo zone) => new(Calendar.StartOf(start, zone), Calendar.StartOf(end, zone));

    private static DateTimeOffset SameTime(DateTimeOffset now, int days, TimeZoneInfo zone) =>
        Calendar.InstantOf(Calendar.LocalOf(now, zone).AddDays(days), zone);

    private static DateTimeOffset Earliest(DateTimeOffset a, DateTimeOffset b) => a < b ? a : b;

    private static string Word(CalendarUnit unit) => unit switch
    {
        CalendarUnit.Week => "week",
        CalendarUnit.Month => "month",
        CalendarUnit.Quarter => "quarter",
        _ => "year",
    };
}
