using System.Text.Json.Serialization;

namespace Cto.Connectors.Aws.CostExplorer;

internal sealed record RightsizingQuestion(string Service, RightsizingChoice Configuration, int PageSize, string? NextPageToken);

internal sealed record RightsizingChoice(string RecommendationTarget, bool BenefitsConsidered);

internal sealed record RightsizingAnswer
{
    public Rightsizing?[]? RightsizingRecommendations { get; init; }
    public string? NextPageToken { get; init; }
}

internal sealed record Rightsizing
{
    public string? AccountId { get; init; }
    public CurrentInstance? CurrentInstance { get; init; }
    public string? RightsizingType { get; init; }
    public ModifyDetail? ModifyRecommendationDetail { get; init; }
    public SavingsDetail? TerminateRecommendationDetail { get; init; }
}

internal sealed record CurrentInstance
{
    public string? ResourceId { get; init; }
    public string? InstanceName { get; init; }
    public InstanceResource? ResourceDetails { get; init; }
}

internal sealed record InstanceResource
{
    [JsonPropertyName("EC2ResourceDetails")]
    public InstanceDetails? Ec2 { get; init; }
}

internal sealed record InstanceDetails
{
    public string? InstanceType { get; init; }
    public string? Region { get; init; }
}

internal sealed record ModifyDetail
{
    public TargetInstance?[]? TargetInstances { get; init; }
}

internal sealed record TargetInstance
{
    public decimal? EstimatedMonthlySavings { get; init; }
    public string? CurrencyCode { get; init; }
    public bool? DefaultTargetInstance { get; init; }
    public InstanceResource? ResourceDetails { get; init; }
}

internal sealed record SavingsDetail
{
    public decimal? EstimatedMonthlySavings { get; init; }
    public string? CurrencyCode { get; init; }
}

internal sealed record PurchaseQuestion(string SavingsPlansType, string TermInYears, string PaymentOption, string LookbackPeriodInDays, string AccountScope);

internal sealed record PurchaseAnswer
{
    public PurchaseRecommendation? SavingsPlansPurchaseRecommendation { get; init; }
}

internal sealed record PurchaseRecommendation
{
    public PurchaseDetail?[]? SavingsPlansPurchaseRecommendationDetails { get; init; }
}

internal sealed record PurchaseDetail
{
    public string? AccountId { get; init; }
    public string? CurrencyCode { get; init; }
    public decimal? HourlyCommitmentToPurchase { get; init; }
    public decimal? EstimatedMonthlySavingsAmount { get; init; }
}

internal sealed record HubQuestion(
    [property: JsonPropertyName("maxResults")] int MaxResults, [property: JsonPropertyName("nextToken")] string? NextToken);

internal sealed record HubAnswer
{
    [JsonPropertyName("items")]
    public HubItem?[]? Items { get; init; }

    [JsonPropertyName("nextToken")]
    public string? NextToken { get; init; }
}

/// <summary>One piece of advice of the hub.</summary>
internal sealed record HubItem
{
    [JsonPropertyName("recommendationId")]
    public string? RecommendationId { get; init; }

    [JsonPropertyName("accountId")]
    public string? AccountId { get; init; }

    [JsonPropertyName("region")]
    public string? Region { get; init; }

    [JsonPropertyName("resourceId")]
    public string? ResourceId { get; init; }

    [JsonPropertyName("resourceArn")]
    public string? ResourceArn { get; init; }

    [JsonPropertyName("actionType")]
    public string? ActionType { get; init; }

    [JsonPropertyName("currentResourceType")]
    public string? CurrentResourceType { get; init; }

    [JsonPropertyName("currentResourceSummary")]
    public string? CurrentResourceSummary { get; init; }

    [JsonPropertyName("recommendedResourceSummary")]
    public string? RecommendedResourceSummary { get; init; }

    [JsonPropertyName("estimatedMonthlySavings")]
    public decimal? EstimatedMonthlySavings { get; init; }

    [JsonPropertyName("currencyCode")]
    public string? CurrencyCode { get; init; }
}
