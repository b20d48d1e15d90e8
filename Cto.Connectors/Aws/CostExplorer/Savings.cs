using Cto.Connectors.Http;
using Cto.Domain.Sources;
using Cto.Domain.Spend;

namespace Cto.Connectors.Aws.CostExplorer;

/// <summary>What could cost less: the advice of the Cost Optimization Hub, or, where nobody enrolled in it, that of Cost Explorer. Never both: they overlap.</summary>
internal static class Savings
{
    private const int PageSize = 100;

    public static async Task<AwsReading> ReadAsync(AwsSession session, CancellationToken cancellationToken)
    {
        try
        {
            return new([.. await HubAsync(session, cancellationToken)]);
        }
        catch (SourceException e) when (e.Fault is SourceFault.Forbidden or SourceFault.NotFound)
        {
            return new(
                [.. await RightsizingAsync(session, cancellationToken), .. await PurchasesAsync(session, cancellationToken)],
                "The Cost Optimization Hub cannot be read, so idle volumes and old generations are not among the savings: enrol in it (it is free) and allow cost-optimization-hub:ListRecommendations.");
        }
    }

    private static Task<IReadOnlyList<SavingsOpportunity>> HubAsync(AwsSession session, CancellationToken cancellationToken) => new Paging(session.Settings.OptimizationHub).AllAsync(
        token => session.AskAsync(api => api.RecommendationsAsync(new HubQuestion(PageSize, token), cancellationToken)),
        answer => answer.Items?.Select(item => item?.ToFact(session.Clock.GetUtcNow())),
        answer => answer.NextToken);

    private static Task<IReadOnlyList<SavingsOpportunity>> RightsizingAsync(AwsSession session, CancellationToken cancellationToken) => new Paging(session.Settings.CostExplorer).AllAsync(
        token => session.AskAsync(api => api.RightsizingAsync(new("AmazonEC2", new("CROSS_INSTANCE_FAMILY", true), PageSize, token), cancellationToken)),
        answer => answer.RightsizingRecommendations?.Select(advice => advice?.ToFact(session.Clock.GetUtcNow())),
        answer => answer.NextPageToken);

    private static async Task<IEnumerable<SavingsOpportunity>> PurchasesAsync(AwsSession session, CancellationToken cancellationToken)
    {
        var answer = await session.AskAsync(api => api.SavingsPlansPurchaseAsync(new("COMPUTE_SP", "ONE_YEAR", "NO_UPFRONT", "THIRTY_DAYS", "LINKED"), cancellationToken));
        return (answer.SavingsPlansPurchaseRecommendation?.SavingsPlansPurchaseRecommendationDetails ?? []).Select(detail => detail?.ToFact(session.Clock.GetUtcNow())).OfType<SavingsOpportunity>();
    }
}
