using Cto.Connectors.Http;

namespace Cto.Connectors.Aws.CostExplorer;

/// <summary>What one pair of groups cost in one span of an answer.</summary>
/// <param name="Day">The first day of the span.</param>
/// <param name="First">The first group's value.</param>
/// <param name="Second">The second group's value.</param>
/// <param name="Amount">Amortised.</param>
/// <param name="Billed">Unblended; <see langword="null"/> when it was not told.</param>
/// <param name="Currency">AWS' unit.</param>
internal readonly record struct CostRow(DateOnly Day, string First, string Second, decimal Amount, decimal? Billed, string Currency)
{
    /// <summary>The rows of an answer that was grouped by two things; holes are left out.</summary>
    public static IEnumerable<CostRow> Of(CostAnswer answer)
    {
        foreach (var span in answer.ResultsByTime ?? [])
        {
            if (AwsDay.Parse(span?.TimePeriod?.Start) is not { } day)
            {
                continue;
            }

            foreach (var group in span!.Groups ?? [])
            {
                if (group is { Keys: [{ } first, { } second], Metrics: { } metrics } && (metrics.AmortizedCost?.Amount ?? metrics.UnblendedCost?.Amount) is { } amount)
                {
                    yield return new(day, first, second, amount, metrics.UnblendedCost?.Amount, metrics.AmortizedCost?.Unit ?? metrics.UnblendedCost?.Unit ?? "USD");
                }
            }
        }
    }
}

/// <summary>Asking Cost Explorer for costs.</summary>
internal static class CostPages
{
    /// <summary>The answers to a question, page by page.</summary>
    public static IAsyncEnumerable<CostAnswer> CostsAsync(this AwsSession session, CostQuestion question, CancellationToken cancellationToken) => new Paging(session.Settings.CostExplorer).PagesAsync(
        token => session.AskAsync(api => api.CostAndUsageAsync(question with { NextPageToken = token }, cancellationToken)),
        answer => answer.NextPageToken);
}
