using Cto.Connectors.Http;
using RestEase;

namespace Cto.Connectors.Aws.CostExplorer;

/// <summary>The actions of Cost Explorer that facts are read from. One address answers them all: the header names the action, and the description does so behind a <c>#</c>.</summary>
[DescribedBy("aws-ce")]
internal interface IAwsCostExplorerApi
{
    [Post("#X-Amz-Target=AWSInsightsIndexService.GetCostAndUsage")]
    [Header("X-Amz-Target", "AWSInsightsIndexService.GetCostAndUsage")]
    [Repeatable]
    Task<Response<CostAnswer>> CostAndUsageAsync([Body] CostQuestion question, CancellationToken cancellationToken);

    [Post("#X-Amz-Target=AWSInsightsIndexService.GetCostForecast")]
    [Header("X-Amz-Target", "AWSInsightsIndexService.GetCostForecast")]
    [Repeatable]
    Task<Response<ForecastAnswer>> ForecastAsync([Body] ForecastQuestion question, CancellationToken cancellationToken);

    [Post("#X-Amz-Target=AWSInsightsIndexService.GetAnomalies")]
    [Header("X-Amz-Target", "AWSInsightsIndexService.GetAnomalies")]
    [Repeatable]
    Task<Response<AnomaliesAnswer>> AnomaliesAsync([Body] AnomaliesQuestion question, CancellationToken cancellationToken);

    [Post("#X-Amz-Target=AWSInsightsIndexService.GetRightsizingRecommendation")]
    [Header("X-Amz-Target", "AWSInsightsIndexService.GetRightsizingRecommendation")]
    [Repeatable]
    Task<Response<RightsizingAnswer>> RightsizingAsync([Body] RightsizingQuestion question, CancellationToken cancellationToken);

    [Post("#X-Amz-Target=AWSInsightsIndexService.GetSavingsPlansPurchaseRecommendation")]
    [Header("X-Amz-Target", "AWSInsightsIndexService.GetSavingsPlansPurchaseRecommendation")]
    [Repeatable]
    Task<Response<PurchaseAnswer>> SavingsPlansPurchaseAsync([Body] PurchaseQuestion question, CancellationToken cancellationToken);
}

/// <summary>How well commitments are used: the actions of Cost Explorer that the description at hand leaves out.</summary>
[NotDescribed("The description at hand was cut down to other actions of Cost Explorer; these follow AWS' API reference and are checked by the simulated AWS.")]
internal interface IAwsCommitmentApi
{
    [Post("#X-Amz-Target=AWSInsightsIndexService.GetSavingsPlansCoverage")]
    [Header("X-Amz-Target", "AWSInsightsIndexService.GetSavingsPlansCoverage")]
    [Repeatable]
    Task<Response<CoverageAnswer>> SavingsPlansCoverageAsync([Body] CommitmentQuestion question, CancellationToken cancellationToken);

    [Post("#X-Amz-Target=AWSInsightsIndexService.GetSavingsPlansUtilization")]
    [Header("X-Amz-Target", "AWSInsightsIndexService.GetSavingsPlansUtilization")]
    [Repeatable]
    Task<Response<UtilizationAnswer>> SavingsPlansUtilizationAsync([Body] CommitmentQuestion question, CancellationToken cancellationToken);
}

/// <summary>The hub that gathers AWS' advice and takes out what overlaps.</summary>
[NotDescribed("There is no description of the Cost Optimization Hub at hand; the models are held against recorded answers.")]
internal interface IAwsOptimizationHubApi
{
    [Post("")]
    [Header("X-Amz-Target", "CostOptimizationHubService.ListRecommendations")]
    [Repeatable]
    Task<Response<HubAnswer>> RecommendationsAsync([Body] HubQuestion question, CancellationToken cancellationToken);
}
