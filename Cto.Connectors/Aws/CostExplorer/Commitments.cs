using Cto.Domain.Sources;
using Cto.Domain.Spend;

namespace Cto.Connectors.Aws.CostExplorer;

/// <summary>How well savings plans are used and how much they cover, by month.</summary>
internal static class Commitments
{
    private const int Months = 12;

    public static async Task<AwsReading> ReadAsync(AwsSession session, string payer, CancellationToken cancellationToken)
    {
        var today = session.Today;
        var question = new CommitmentQuestion(DateInterval.Of(new DateOnly(today.Year, today.Month, 1).AddMonths(1 - Months), today), "MONTHLY");
        var coverage = await Some(session.AskAsync(api => api.SavingsPlansCoverageAsync(question, cancellationToken)));
        var use = await Some(session.AskAsync(api => api.SavingsPlansUtilizationAsync(question, cancellationToken)));
        var used = (use?.SavingsPlansUtilizationsByTime ?? []).OfType<UtilizationSpan>().ToLookup(span => span.TimePeriod?.Start, span => span.Utilization);
        var covered = (coverage?.SavingsPlansCoverages ?? []).OfType<CoverageSpan>().ToLookup(span => span.TimePeriod?.Start);
        return new([.. covered.Select(span => span.Key).Union(used.Select(span => span.Key)).Select(start => Fact(payer, start, covered[start].FirstOrDefault(), used[start].FirstOrDefault())).OfType<CommitmentUse>()]);
    }

    private static CommitmentUse? Fact(string payer, string? start, CoverageSpan? covered, UtilizationFigures? used) => AwsDay.Parse(start) is not { } from ? null : new()
    {
        Key = $"aws:{payer}/savings-plans/{from:yyyyMM}",
        Provider = "aws",
        Account = payer,
        From = from,
        Until = AwsDay.Parse(covered?.TimePeriod?.End) ?? from.AddMonths(1),
        Coverage = Share(covered?.Coverage?.CoveragePercentage),
        Utilization = Share(used?.UtilizationPercentage),
        OnDemand = covered?.Coverage?.OnDemandCost,
        Currency = "USD",
    };

    private static double? Share(double? percent) => percent is { } value and >= 0 and <= 100 ? value / 100 : null;

    /// <summary>AWS says "unavailable" where nothing was ever bought.</summary>
    private static async Task<T?> Some<T>(Task<T> answer)
        where T : class
    {
        try
        {
            return await answer;
        }
        catch (SourceException e) when (e.Fault is SourceFault.NotFound)
        {
            return null;
        }
    }
}
