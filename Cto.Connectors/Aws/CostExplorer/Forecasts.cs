using Cto.Domain.Spend;

namespace Cto.Connectors.Aws.CostExplorer;

/// <summary>What AWS expects this month and the next to cost from today on.</summary>
internal static class Forecasts
{
    private const int Percent = 80;

    public static async Task<AwsReading> ReadAsync(AwsSession session, string payer, CancellationToken cancellationToken)
    {
        var today = session.Today;
        var span = DateInterval.Of(today, new DateOnly(today.Year, today.Month, 1).AddMonths(2));
        var answer = await session.AskAsync(api => api.ForecastAsync(new(span, "AMORTIZED_COST", "MONTHLY", Percent), cancellationToken));
        return new([.. (answer.ForecastResultsByTime ?? []).Select(part => Fact(part, payer, answer.Total?.Unit ?? "USD", session.Clock.GetUtcNow())).OfType<SpendForecast>()]);
    }

    private static SpendForecast? Fact(ForecastSpan? part, string payer, string currency, DateTimeOffset madeAt) =>
        part is { MeanValue: { } mean, TimePeriod: { } span } && AwsDay.Parse(span.Start) is { } from && AwsDay.Parse(span.End) is { } until
            ? new()
            {
                // One a month and account: the latest replaces the one before.
                Key = $"aws:{payer}/forecast/{from:yyyyMM}",
                Provider = "aws",
                Account = payer,
                From = from,
                Until = until,
                Amount = mean,
                Low = part.PredictionIntervalLowerBound,
                High = part.PredictionIntervalUpperBound,
                Currency = currency,
                MadeAt = madeAt,
            }
            : null;
}
