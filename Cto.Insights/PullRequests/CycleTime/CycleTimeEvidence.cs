using Cto.Domain.Delivery;
using Cto.Insights.Delivery;

namespace Cto.Insights.PullRequests.CycleTime;

/// <summary>The proof under the cycle time: the slowest pull requests.</summary>
internal static class CycleTimeEvidence
{
    public static Evidence Of(CycleTimeSample sample, CycleTimeFigures figures, DeliveryAsking asking, WorkingHours? hours)
    {
        var merged = figures.In(asking.Period);
        return new Evidence
        {
            Rule = $"Pull requests{asking.Filter.Words} merged in {asking.Named.Title}, {(hours is null ? "by the clock" : "in working hours, Monday to Friday 9 to 17")}. "
                + "Coding: first commit until opened (ready for review). Pickup: until the first review by another person. Review: until merged. Deploy: until the first production deployment that contains it. "
                + "The cycle is their sum where all four exist. Merge rate: merged / (merged + closed unmerged) by closing time.",
            Rows = [.. sample.Slowest.Select(change => change.ToRow("first commit to production seconds"))],
            Total = merged.Count,
            Excluded =
            [
                .. new Exclusion[]
                {
                    new("Opened by machines", sample.Merged.Count(row => row.Bot && asking.Period.Contains(row.MergedAt))),
                    new("Without a review by another person there is no pickup, review and cycle", merged.Count(one => one.Row.WithoutReview)),
                    new("Not in production yet, or of no known service: no deploy phase and no cycle", merged.Count(one => one.Row.DeployedAt is null)),
                    new("First commit unknown: no coding phase and no cycle", merged.Count(one => one.Row.FirstCommitAt is null)),
                    new("A phase would be negative (clock or rebase): that phase and the cycle are left out", merged.Count(one => one.Phases.ClockOrRebase)),
                }.Where(exclusion => exclusion.Count > 0),
            ],
            AsOf = new Dictionary<string, DateTimeOffset?>(),
        };
    }
}
