namespace Cto.Domain.Delivery;

/// <summary>How often production is deployed to.</summary>
public static class DeploymentFrequency
{
    /// <summary>Successful production deployments per 24 hours of the period; no deployment is 0.</summary>
    /// <exception cref="ArgumentException">The period is empty.</exception>
    public static double PerDay(int deployments, Period period) => period.Length > TimeSpan.Zero
        ? deployments / period.Length.TotalDays
        : throw new ArgumentException("An empty period has no frequency.", nameof(period));

    /// <summary>The same per 7 × 24 hours.</summary>
    public static double PerWeek(int deployments, Period period) => 7 * PerDay(deployments, period);

    /// <summary>The median number of distinct days with a deployment per full ISO week of the period; a week without any counts 0.</summary>
    /// <param name="finished">When successful production deployments finished, in any order.</param>
    /// <param name="period">Weeks that it holds only in part are left out.</param>
    /// <param name="zone">Whose days and weeks.</param>
    /// <returns><see langword="null"/> when the period holds no full week.</returns>
    public static double? DaysPerWeek(IEnumerable<DateTimeOffset> finished, Period period, TimeZoneInfo zone)
    {
        var mondays = Calendar.FullWeeksOf(period, zone).ToArray();
        if (mondays.Length == 0)
        {
            return null;
        }

        // Which day an instant is on is looked up among the starts of the days: asking the zone for each of many instants is ten times as slow.
        var starts = Enumerable.Range(0, (7 * mondays.Length) + 1).Select(day => Calendar.StartOf(mondays[0].AddDays(day), zone).UtcTicks).ToArray();
        var deployed = new bool[starts.Length];
        foreach (var instant in finished)
        {
            var found = Array.BinarySearch(starts, instant.UtcTicks);
            var day = found >= 0 ? found : ~found - 1;
            if (day >= 0 && period.Contains(instant))
            {
                deployed[day] = true;
            }
        }

        return Statistics.Median(mondays.Select((_, week) => (double)deployed.AsSpan(7 * week, 7).Count(true)));
    }
}
