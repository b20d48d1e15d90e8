namespace Cto.Domain.Delivery;

/// <summary>The hours of a week in which people work, for the reading of durations that leaves out nights and weekends.</summary>
public sealed record WorkingHours(TimeZoneInfo Zone)
{
    /// <summary>When a working day starts.</summary>
    public TimeOnly From { get; init; } = new(9, 0);

    /// <summary>When it ends, on the same day.</summary>
    public TimeOnly To { get; init; } = new(17, 0);

    /// <summary>The days of work.</summary>
    public IReadOnlyList<DayOfWeek> Days { get; init; } = [DayOfWeek.Monday, DayOfWeek.Tuesday, DayOfWeek.Wednesday, DayOfWeek.Thursday, DayOfWeek.Friday];

    /// <summary>The working time between two instants; 0 when the end is not after the start.</summary>
    public TimeSpan Between(DateTimeOffset start, DateTimeOffset end)
    {
        var (first, last) = (Calendar.DayOf(start, Zone), Calendar.DayOf(end, Zone));
        if (end <= start)
        {
            return TimeSpan.Zero;
        }

        if (first == last)
        {
            return On(first, start, end);
        }

        // Whole weeks in between all have the same working time: a request open for years costs no more than one open for days.
        var total = On(first, start, end) + On(last, start, end);
        var between = last.DayNumber - first.DayNumber - 1;
        total += (between / 7) * Days.Count * (To - From);
        for (var day = last.AddDays(-(between % 7)); day < last; day = day.AddDays(1))
        {
            total += Days.Contains(day.DayOfWeek) ? To - From : TimeSpan.Zero;
        }

        return total;
    }

    private TimeSpan On(DateOnly day, DateTimeOffset start, DateTimeOffset end)
    {
        if (!Days.Contains(day.DayOfWeek))
        {
            return TimeSpan.Zero;
        }

        var (opens, closes) = (Calendar.InstantOf(day.ToDateTime(From), Zone), Calendar.InstantOf(day.ToDateTime(To), Zone));
        var (from, to) = (start > opens ? start : opens, end < closes ? end : closes);
        return to > from ? to - from : TimeSpan.Zero;
    }
}
