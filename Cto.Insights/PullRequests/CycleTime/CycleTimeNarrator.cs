using Cto.Insights.Delivery;

namespace Cto.Insights.PullRequests.CycleTime;

/// <summary>Says the cycle time with its longest phase.</summary>
internal static class CycleTimeNarrator
{
    public static string Say(CycleTimeAnswer answer, DeliveryAsking asking)
    {
        if (answer.Merged == 0)
        {
            return $"No pull request{asking.Filter.Words} was merged by a person in {asking.Named.Title}.";
        }

        var cycle = answer.Cycle.MedianSeconds is { } median
            ? $"the median pull request{asking.Filter.Words} took {Wording.Duration(median)} from first commit to production{Wording.Against(median, answer.Before?.Cycle.MedianSeconds, Wording.Duration)}"
            : $"{Wording.Count(answer.Merged, "pull request")}{asking.Filter.Words} merged, none with all four phases known";
        var phases = new (string Name, double? Seconds)[] { ("coding", answer.Coding.MedianSeconds), ("pickup", answer.Pickup.MedianSeconds), ("review", answer.Review.MedianSeconds), ("deploy", answer.Deploy.MedianSeconds) }
            .Where(phase => phase.Seconds is not null).Select(phase => $"{phase.Name} {Wording.Duration(phase.Seconds!.Value)}");
        return $"{Wording.Start(asking.Named.Title)}: {cycle} ({string.Join(", ", phases)}; {answer.Merged} merged, {answer.MergedWithoutReview} without review).";
    }
}
