using Cto.Connectors.Http;
using Cto.Domain.Spend;

namespace Cto.Connectors.Aws.CostExplorer;

/// <summary>The rises that AWS' own anomaly detection found in the last 90 days, which is as long as it keeps them.</summary>
internal static class Anomalies
{
    private const int DaysKept = 90;
    private const int PageSize = 100;

    public static async Task<AwsReading> ReadAsync(AwsSession session, CancellationToken cancellationToken)
    {
        var interval = new AnomalyInterval(AwsDay.Format(session.Today.AddDays(-DaysKept)), AwsDay.Format(session.Today));
        return new(await new Paging(session.Settings.CostExplorer).AllAsync(
            token => session.AskAsync(api => api.AnomaliesAsync(new(interval, PageSize, token), cancellationToken)),
            answer => answer.Anomalies?.Select(anomaly => Fact(anomaly, session.Today)),
            answer => answer.NextPageToken));
    }

    private static SpendAnomaly? Fact(Anomaly? anomaly, DateOnly today)
    {
        if (anomaly is not { AnomalyId: { Length: > 0 } id, Impact: { } impact } || AwsDay.Parse(anomaly.AnomalyStartDate) is not { } start)
        {
            return null;
        }

        var causes = (anomaly.RootCauses ?? []).OfType<AnomalyCause>().ToList();
        var first = causes.FirstOrDefault();
        // The last day on which it was seen: while that is now, it has no end.
        var end = AwsDay.Parse(anomaly.AnomalyEndDate) is { } last && last < today.AddDays(-2) ? last : (DateOnly?)null;
        return new()
        {
            Key = $"aws:anomaly/{id}",
            Provider = "aws",
            Account = first?.LinkedAccount,
            CloudService = first?.Service,
            Region = first?.Region,
            StartsOn = start,
            EndsOn = end,
            Impact = impact.TotalImpact ?? impact.MaxImpact ?? 0,
            Expected = impact.TotalExpectedSpend,
            Currency = "USD",
            Causes = [.. causes.Select(Words).Where(words => words.Length > 0)],
        };
    }

    private static string Words(AnomalyCause cause) =>
        string.Join(", ", new[] { cause.Service, cause.UsageType, cause.Region, cause.LinkedAccountName ?? cause.LinkedAccount }.Where(part => !string.IsNullOrEmpty(part)));
}
