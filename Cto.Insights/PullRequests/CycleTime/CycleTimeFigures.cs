using Cto.Domain;
using Cto.Domain.Delivery;
using Cto.Insights.Delivery;

namespace Cto.Insights.PullRequests.CycleTime;

/// <summary>Computes the phases of two periods.</summary>
internal sealed class CycleTimeFigures(CycleTimeSample sample, IReadOnlyList<ServiceRow> services, WorkingHours? hours)
{
    public CycleTimeAnswer Of(Period period, Period before, string by, TimeZoneInfo zone)
    {
        var merged = In(period);
        return Of(merged, period) with { Groups = Groups(merged, NameBy(by)), Weekly = Weekly(merged, period, zone), Before = Of(In(before), before) };
    }

    /// <summary>People's pull requests merged in a period, with their phases.</summary>
    public IReadOnlyList<(CycleTimeRow Row, PullRequestPhases Phases)> In(Period period) =>
        [.. sample.Merged.Where(row => !row.Bot && period.Contains(row.MergedAt)).Select(row => (row, row.Phases(hours)))];

    private CycleTimeAnswer Of(IReadOnlyList<(CycleTimeRow Row, PullRequestPhases Phases)> merged, Period period) => new()
    {
        Cycle = DurationAnswers.Of(merged.Select(one => one.Phases.Cycle)),
        Coding = DurationAnswers.Of(merged.Select(one => one.Phases.Coding)),
        Pickup = DurationAnswers.Of(merged.Select(one => one.Phases.Pickup)),
        Review = DurationAnswers.Of(merged.Select(one => one.Phases.Review)),
        Deploy = DurationAnswers.Of(merged.Select(one => one.Phases.Deploy)),
        MergeRate = Reviewing.MergeRate(merged.Count, sample.ClosedUnmerged.Count(period.Contains)),
        Merged = merged.Count,
        MergedWithoutReview = merged.Count(one => one.Row.WithoutReview),
        MedianSize = Statistics.Median(merged.Select(one => (double?)one.Row.Size).OfType<double>()),
        Groups = [],
        Weekly = [],
    };

    private static CycleTimeGroup[] Groups(IReadOnlyList<(CycleTimeRow Row, PullRequestPhases Phases)> merged, Func<CycleTimeRow, string> name) =>
    [
        .. merged.GroupBy(one => name(one.Row))
            .Select(group => new CycleTimeGroup(group.Key, DurationAnswers.Of(group.Select(one => one.Phases.Cycle)), DurationAnswers.Of(group.Select(one => one.Phases.Pickup)), group.Count()))
            .OrderByDescending(group => group.Cycle.MedianSeconds ?? -1).ThenByDescending(group => group.Merged).ThenBy(group => group.Name, StringComparer.Ordinal),
    ];

    private static CycleTimeWeek[] Weekly(IReadOnlyList<(CycleTimeRow Row, PullRequestPhases Phases)> merged, Period period, TimeZoneInfo zone)
    {
        var byWeek = merged.ToLookup(one => Calendar.MondayOf(Calendar.DayOf(one.Row.MergedAt, zone)), one => one.Phases);
        return
        [
            .. Calendar.DaysOf(period, zone).Select(Calendar.MondayOf).Distinct().Select(monday => new CycleTimeWeek(
                monday, Median(monday, one => one.Coding), Median(monday, one => one.Pickup), Median(monday, one => one.Review), Median(monday, one => one.Deploy), byWeek[monday].Count())),
        ];

        double? Median(DateOnly monday, Func<PullRequestPhases, TimeSpan?> span) => DurationAnswers.Of(byWeek[monday].Select(span)).MedianSeconds;
    }

    private Func<CycleTimeRow, string> NameBy(string by)
    {
        var teams = Teams.ByRepository(services);
        return by switch
        {
            "team" => row => teams.GetValueOrDefault(row.Repository, Teams.None),
            "author" => row => row.Author ?? "unknown",
            _ => row => row.Repository,
        };
    }
}
