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

    private static async Task<List<SavingsOpportunity>> HubAsync(AwsSession session, CancellationToken cancellationToken)
    {
        var (found, tokens, token) = (new List<SavingsOpportunity>(), new Paging(session.Settings.OptimizationHub), (string?)null);
        do
        {
            var asked = token;
            var answer = await session.AskAsync(api => api.RecommendationsAsync(new HubQuestion(PageSize, asked), cancellationToken));
            found.AddRange((answer.Items ?? []).Select(item => item?.ToFact(session.Clock.GetUtcNow())).OfType<SavingsOpportunity>());
            token = tokens.NextToken(answer.NextToken);
        }
        while (token is not null);
        return found;
    }

    private static async Task<List<SavingsOpportunity>> RightsizingAsync(AwsSession session, CancellationToken cancellationToken)
    {
        var (found, tokens, token) = (new List<SavingsOpportunity>(), new Paging(session.Settings.CostExplorer), (string?)null);
        do
        {
            var asked = new RightsizingQuestion("AmazonEC2", new("CROSS_INSTANCE_FAMILY", true), PageSize, token);
            var answer = await session.AskAsync(api => api.RightsizingAsync(asked, cancellationToken));
            found.AddRange((answer.RightsizingRecommendations ?? []).Select(advice => advice?.ToFact(session.Clock.GetUtcNow())).OfType<SavingsOpportunity>());
            token = tokens.NextToken(answer.NextPageToken);
        }
        while (token is not null);
        return found;
    }

    private static async Task<IEnumerable<SavingsOpportunity>> PurchasesAsync(AwsSession session, CancellationToken cancellationToken)
    {
        var answer = await session.AskAsync(api => api.SavingsPlansPurchaseAsync(new("COMPUTE_SP", "ONE_YEAR", "NO_UPFRONT", "THIRTY_DAYS", "LINKED"), cancellationToken));
        return (answer.SavingsPlansPurchaseRecommendation?.SavingsPlansPurchaseRecommendationDetails ?? []).Select(detail => detail?.ToFact(session.Clock.GetUtcNow())).OfType<SavingsOpportunity>();
    }
}
