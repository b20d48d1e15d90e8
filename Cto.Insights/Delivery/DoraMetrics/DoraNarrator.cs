namespace Cto.Insights.Delivery.DoraMetrics;

/// <summary>Says the DORA metrics: all of them, each with how many it stands on and what it was before.</summary>
internal static class DoraNarrator
{
    public static string Say(DoraAnswer answer, DeliveryAsking asking)
    {
        var before = answer.Before;
        return string.Join(
            " ",
            $"{Wording.Start(asking.Named.Title)}{asking.Filter.Words}: {Frequency(answer.DeploymentFrequency, before?.DeploymentFrequency)};",
            $"{Lead(answer.LeadTime, before?.LeadTime)};",
            $"{Failures(answer.ChangeFailureRate, before?.ChangeFailureRate)};",
            $"{Recovery(answer.RecoveryTime, before?.RecoveryTime)};",
            $"{(answer.ReworkRate.Rate is { } rework ? $"{Wording.Percent(rework)} of deployments were unplanned" : "rework has no data")} (bands of DORA {answer.Edition}).");
    }

    private static string Frequency(DeploymentFrequencyAnswer now, DeploymentFrequencyAnswer? before) => now.Count is not { } count
        ? "deployment frequency has no data"
        : $"{Wording.Count(count, "production deployment")}, {Wording.Number(Math.Round(now.PerDay!.Value, 2))} a day{Wording.Against(now.PerDay, before?.PerDay, value => Wording.Number(Math.Round(value, 2)))}{Band(now.Band)}";

    private static string Lead(LeadTimeMetric now, LeadTimeMetric? before) => now.MedianSeconds is not { } median
        ? "lead time has no data"
        : $"median lead time {Wording.Duration(median)} over {Wording.Count(now.Count, "change")}{Wording.Against(median, before?.MedianSeconds, Wording.Duration)}{Band(now.Band)}";

    private static string Failures(ChangeFailureRateAnswer now, ChangeFailureRateAnswer? before) => now.Rate is not { } rate
        ? "the change failure rate has no data"
        : $"{Wording.Percent(rate)} of changes failed ({now.Failed} of {now.Denominator}){Wording.Against(rate, before?.Rate, Wording.Percent)}{Band(now.Band)}";

    private static string Recovery(RecoveryTimeAnswer now, RecoveryTimeAnswer? before) => now.MedianSeconds is not { } median
        ? "recovery time has no data"
        : $"median recovery {Wording.Duration(median)} over {Wording.Count(now.Count, "failure")}{Wording.Against(median, before?.MedianSeconds, Wording.Duration)}{Band(now.Band)}";

    private static string Band(string? band) => band is null ? "" : $" ({band})";
}
