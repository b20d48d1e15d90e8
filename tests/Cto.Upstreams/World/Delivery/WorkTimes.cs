namespace Cto.Upstreams.World.Delivery;

/// <summary>Instants at which people work: mostly weekdays, eight to half past five, UTC.</summary>
internal static class WorkTimes
{
    private const double Weekend = 0.04;

    /// <summary>So many instants between two others, in order and at least <paramref name="apart"/> from each other.</summary>
    public static IReadOnlyList<DateTimeOffset> Draw(Dice dice, int count, DateTimeOffset from, DateTimeOffset until, TimeSpan apart)
    {
        var days = new List<(DateTimeOffset Day, double Until)>();
        var sum = 0.0;
        for (var day = from.Day(); day < until; day = day.AddDays(1))
        {
            sum += day.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday ? Weekend : 1;
            days.Add((day, sum));
        }

        var times = new List<DateTimeOffset>(count);
        while (times.Count < count)
        {
            times.Add(One(dice, days, sum, from, until));
        }

        times.Sort();
        for (var i = 1; i < times.Count; i++)
        {
            times[i] = times[i] < times[i - 1] + apart ? times[i - 1] + apart : times[i];
        }

        // What was pushed past the end goes back, from behind.
        for (var i = times.Count - 1; i >= 0 && times[i] >= until; i--)
        {
            times[i] = (i == times.Count - 1 ? until : times[i + 1]) - apart;
        }

        return times;
    }

    /// <summary>The instant itself when people are awake, else one before it when they were.</summary>
    public static DateTimeOffset AwakeBefore(DateTimeOffset at)
    {
        // The minutes stay as they are, so that nothing happens on the hour.
        var awake = at.Hour < 7 ? at.AddHours(-(at.Hour + 8)) : at.Hour > 19 ? at.AddHours(-(at.Hour - 17)) : at;
        return awake.DayOfWeek switch
        {
            DayOfWeek.Saturday => awake.AddDays(-1),
            DayOfWeek.Sunday => awake.AddDays(-2),
            _ => awake,
        };
    }

    private static DateTimeOffset One(Dice dice, List<(DateTimeOffset Day, double Until)> days, double sum, DateTimeOffset from, DateTimeOffset until)
    {
        // The first and last days are there in part: so a few tries.
        for (var attempt = 0; attempt < 8; attempt++)
        {
            var wanted = dice.Unit() * sum;
            var place = days.FindIndex(day => wanted < day.Until);
            var at = days[Math.Max(0, place)].Day.AddSeconds(dice.Between(8 * 3600, (17 * 3600) + 1800));
            if (at > from && at < until)
            {
                return at;
            }
        }

        return from.AddSeconds(Math.Round((until - from).TotalSeconds * (0.05 + (0.9 * dice.Unit()))));
    }
}
