using System.Globalization;
using Cto.Domain.Spend;

namespace Cto.Connectors.Aws.CostExplorer;

/// <summary>AWS' advice as facts, in AWS' words.</summary>
internal static class SavingsFacts
{
    /// <returns><see langword="null"/> when it names nothing or saves nothing.</returns>
    public static SavingsOpportunity? ToFact(this HubItem item, DateTimeOffset foundAt) =>
        item is not { AccountId: { Length: > 0 } account, ActionType: { Length: > 0 } action, EstimatedMonthlySavings: > 0 } ? null : new()
        {
            Key = $"aws:hub/{account}/{item.Region ?? "-"}/{item.ResourceArn ?? item.ResourceId ?? item.RecommendationId}/{action}",
            Provider = "aws",
            Account = account,
            CloudService = item.CurrentResourceType,
            Region = item.Region,
            Resource = item.ResourceId ?? item.ResourceArn,
            Kind = Kind(action, item.CurrentResourceType),
            Advice = Advice(action, item),
            Amount = item.EstimatedMonthlySavings.Value,
            Currency = item.CurrencyCode ?? "USD",
            FoundAt = foundAt,
        };

    /// <returns><see langword="null"/> when it names nothing or saves nothing.</returns>
    public static SavingsOpportunity? ToFact(this Rightsizing advice, DateTimeOffset foundAt)
    {
        var (end, target) = (advice.TerminateRecommendationDetail, Target(advice.ModifyRecommendationDetail));
        var amount = advice.RightsizingType == "TERMINATE" ? end?.EstimatedMonthlySavings : target?.EstimatedMonthlySavings;
        if (advice is not { AccountId: { Length: > 0 } account, CurrentInstance: { ResourceId: { Length: > 0 } id } instance } || amount is not > 0)
        {
            return null;
        }

        var (now, name) = (instance.ResourceDetails?.Ec2, instance.InstanceName is { Length: > 0 } called ? $"{called} ({instance.ResourceId})" : id);
        return new()
        {
            Key = $"aws:rightsizing/{account}/{id}",
            Provider = "aws",
            Account = account,
            CloudService = "Amazon Elastic Compute Cloud - Compute",
            Region = now?.Region,
            Resource = id,
            Kind = advice.RightsizingType == "TERMINATE" ? SavingsKind.Idle : SavingsKind.Oversized,
            Advice = advice.RightsizingType == "TERMINATE"
                ? $"Terminate the idle instance {name}."
                : $"Make {name} a {target?.ResourceDetails?.Ec2?.InstanceType ?? "smaller instance"} instead of a {now?.InstanceType ?? "larger one"}.",
            Amount = amount.Value,
            Currency = end?.CurrencyCode ?? target?.CurrencyCode ?? "USD",
            FoundAt = foundAt,
        };
    }

    /// <returns><see langword="null"/> when it saves nothing.</returns>
    public static SavingsOpportunity? ToFact(this PurchaseDetail detail, DateTimeOffset foundAt) =>
        detail is not { AccountId: { Length: > 0 } account, EstimatedMonthlySavingsAmount: > 0 } ? null : new()
        {
            Key = $"aws:savings-plan/{account}",
            Provider = "aws",
            Account = account,
            Kind = SavingsKind.Commitment,
            Advice = string.Create(CultureInfo.InvariantCulture, $"Buy a one-year compute savings plan of {detail.HourlyCommitmentToPurchase ?? 0:0.###} {detail.CurrencyCode ?? "USD"} an hour."),
            Amount = detail.EstimatedMonthlySavingsAmount.Value,
            Currency = detail.CurrencyCode ?? "USD",
            FoundAt = foundAt,
        };

    private static TargetInstance? Target(ModifyDetail? detail) =>
        (detail?.TargetInstances ?? []).OfType<TargetInstance>().OrderByDescending(target => target.DefaultTargetInstance == true).FirstOrDefault();

    private static SavingsKind Kind(string action, string? resource) => action switch
    {
        "Rightsize" => SavingsKind.Oversized,
        "Upgrade" or "MigrateToGraviton" => SavingsKind.OldGeneration,
        "PurchaseSavingsPlans" or "PurchaseReservedInstances" => SavingsKind.Commitment,
        "Delete" when resource is "EbsVolume" or "ElasticIp" => SavingsKind.Unattached,
        _ => SavingsKind.Idle,
    };

    private static string Advice(string action, HubItem item)
    {
        var what = $"{item.CurrentResourceType ?? "resource"} {item.ResourceId}".TrimEnd();
        return action switch
        {
            "Rightsize" or "Upgrade" or "MigrateToGraviton" => $"Change the {what} from {item.CurrentResourceSummary ?? "what it is"} to {item.RecommendedResourceSummary ?? "something smaller"}.",
            "PurchaseSavingsPlans" or "PurchaseReservedInstances" => $"Buy {item.RecommendedResourceSummary ?? item.CurrentResourceType ?? "a commitment"}.",
            "Delete" => $"Delete the {what}.",
            "Stop" => $"Stop the {what}.",
            "ScaleIn" => $"Scale the {what} in.",
            _ => $"{action} the {what}.",
        };
    }
}
