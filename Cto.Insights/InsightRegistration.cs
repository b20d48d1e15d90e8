using Cto.Domain.Sources;
using Cto.Insights.Catalogue;
using Cto.Insights.Delivery;
using Cto.Insights.Delivery.ChangeFailures;
using Cto.Insights.Delivery.Deployments;
using Cto.Insights.Delivery.DoraMetrics;
using Cto.Insights.Delivery.LeadTime;
using Cto.Insights.Delivery.Links;
using Cto.Insights.PullRequests.CycleTime;
using Cto.Insights.PullRequests.OpenPullRequests;
using Cto.Insights.PullRequests.ReviewLoad;
using Cto.Insights.Sources.SourceHealth;
using Microsoft.Extensions.DependencyInjection;

namespace Cto.Insights;

/// <summary>Adds every insight; needs the store (<see cref="Storage.StoreRegistration.AddStore"/>) and the catalogue of connectors.</summary>
public static class InsightRegistration
{
    public static IServiceCollection AddInsights(this IServiceCollection services) => services
        .AddSingleton<InsightCatalog>()
        .AddSingleton<LinkRefresh>()
        .AddSingleton<DeliveryReader>()
        .AddSingleton<IInventory, Inventory>()
        .AddSingleton<IInsight, DoraMetrics>()
        .AddSingleton<IInsight, LeadTimeInsight>()
        .AddSingleton<IInsight, DeploymentsInsight>()
        .AddSingleton<IInsight, ChangeFailuresInsight>()
        .AddSingleton<IInsight, CycleTimeInsight>()
        .AddSingleton<IInsight, OpenPullRequestsInsight>()
        .AddSingleton<IInsight, ReviewLoadInsight>()
        .AddSingleton<IInsight, SourceHealthInsight>();
}
