using Cto.Connectors.Http;
using Refit;

namespace Cto.Connectors.Aws.CostExplorer;

/// <summary>The actions of Cost Explorer that facts are read from. One address answers them all: the header names the action, and the description does so behind a <c>#</c>.</summary>
[DescribedBy("aws-ce")]
internal interface IAwsCostExplorerApi
{
    [Post("#X-Amz-Target=AWSInsightsIndexService.GetCostAndUsage")]
    [Headers("X-Amz-Target: AWSInsightsIndexService.GetCostAndUsage")]
    [Repeatable]
    Task<Answer<CostAnswer>> CostAndUsageAsync([Body] CostQuestion question, CancellationToken cancellationToken);

    [Post("#X-Amz-Target=AWSInsightsIndexService.GetCostForecast")]
    [Headers("X-Amz-Target: AWSInsightsIndexService.GetCostForecast")]
    [Repeatable]
    Task<Answer<ForecastAnswer>> ForecastAsync([Body] ForecastQuestion question, CancellationToken cancellationToken);

    [Post("#X-Amz-Target=AWSInsightsIndexService.GetAnomalies")]
    [Headers("X-Amz-Target: AWSInsightsIndexService.GetAnomalies")]
    [Repeatable]
    Task<Answer<AnomaliesAnswer>> AnomaliesAsync([Body] AnomaliesQuestion question, CancellationToken cancellationToken);

    [Post("#X-Amz-Target=AWSInsightsIndexService.GetRightsizingRecommendation")]
    [Headers("X-Amz-Target: AWSInsightsIndexService.GetRightsizingRecommendation")]
    [Repeatable]
    Task<Answer<RightsizingAnswer>> RightsizingAsync([Body] RightsizingQuestion question, CancellationToken cancellationToken);

    [Post("#X-Amz-Target=AWSInsightsIndexService.GetSavingsPlansPurchaseRecommendation")]
    [Headers("X-Amz-Target: AWSInsightsIndexService.GetSavingsPlansPurchaseRecommendation")]
    [Repeatable]
    Task<Answer<PurchaseAnswer>> SavingsPlansPurchaseAsync([Body] PurchaseQuestion question, CancellationToken cancellationToken);
}

/// <summary>How well commitments are used: the actions of Cost Explorer that the description at hand leaves out.</summary>
[NotDescribed("The description at hand was cut down to other actions of Cost Explorer; these follow AWS' API reference and are checked by the simulated AWS.")]
internal interface IAwsCommitmentApi
{
    [Post("#X-Amz-Target=AWSInsightsIndexService.GetSavingsPlansCoverage")]
    [Headers("X-Amz-Target: AWSInsightsIndexService.GetSavingsPlansCoverage")]
    [Repeatable]
    Task<Answer<CoverageAnswer>> SavingsPlansCoverageAsync([Body] CommitmentQuestion question, CancellationToken cancellationToken);

    [Post("#X-Amz-Target=AWSInsightsIndexService.GetSavingsPlansUtilization")]
    [Headers("X-Amz-Target: AWSInsightsIndexService.GetSavingsPlansUtilization")]
    [Repeatable]
    Task<Answer<UtilizationAnswer>> SavingsPlansUtilizationAsync([Body] CommitmentQuestion question, CancellationToken cancellationToken);
}

/// <summary>The hub that gathers AWS' advice and takes out what overlaps.</summary>
[NotDescribed("There is no description of the Cost Optimization Hub at hand; the models are held against recorded answers.")]
internal interface IAwsOptimizationHubApi
{
    [Post("")]
    [Headers("X-Amz-Target: CostOptimizationHubService.ListRecommendations")]
    [Repeatable]
    Task<Answer<HubAnswer>> RecommendationsAsync([Body] HubQuestion question, CancellationToken cancellationToken);
}
