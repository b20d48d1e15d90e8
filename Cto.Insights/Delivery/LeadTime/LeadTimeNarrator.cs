namespace Cto.Insights.Delivery.LeadTime;

/// <summary>Says the lead time, what it was, and the phase that moved it most.</summary>
internal static class LeadTimeNarrator
{
    public static string Say(LeadTimeAnswer answer, DeliveryAsking asking)
    {
        if (answer.LeadTime.MedianSeconds is not { } median)
        {
            return $"No change{asking.Filter.Words} with a known first commit reached production in {asking.Named.Title}.";
        }

        var sentence = $"In {asking.Named.Title} the median change{asking.Filter.Words} took {Wording.Duration(median)} from first commit to production"
            + $"{Wording.Against(median, answer.Before.MedianSeconds, Wording.Duration)} ({Wording.Count(answer.LeadTime.Count, "change")}; a quarter took longer than {Wording.Duration(answer.LeadTime.P75Seconds!.Value)}).";
        return answer.Phases.Where(phase => phase.Now.MedianSeconds is not null).MaxBy(phase => phase.Now.MedianSeconds) is { } longest
            ? $"{sentence} {Most(longest)}{Moved(answer)}"
            : sentence;
    }

    private static string Most(LeadTimePhase longest) => $"The longest phase is {longest.Phase} with {Wording.Duration(longest.Now.MedianSeconds!.Value)}.";

    private static string Moved(LeadTimeAnswer answer)
    {
        var moved = answer.Phases.Where(phase => phase is { Now.MedianSeconds: not null, Before.MedianSeconds: not null })
            .MaxBy(phase => Math.Abs(phase.Now.MedianSeconds!.Value - phase.Before.MedianSeconds!.Value));
        var against = Wording.Against(moved?.Now.MedianSeconds, moved?.Before.MedianSeconds, Wording.Duration);
        return against.Length == 0 ? "" : $" Most changed is {moved!.Phase}: {Wording.Duration(moved.Now.MedianSeconds!.Value)}{against}.";
    }
}
