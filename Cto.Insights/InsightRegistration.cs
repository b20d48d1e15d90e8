using Cto.Insights.Delivery;
using Cto.Insights.Delivery.DoraMetrics;
using Cto.Insights.Delivery.Links;
using Microsoft.Extensions.DependencyInjection;

namespace Cto.Insights;

/// <summary>Adds every insight; needs the store (<see cref="Storage.StoreRegistration.AddStore"/>) and the catalogue of connectors.</summary>
public static class InsightRegistration
{
    public static IServiceCollection AddInsights(this IServiceCollection services) => services
        .AddSingleton<InsightCatalog>()
        .AddSingleton<LinkRefresh>()
        .AddSingleton<DeliveryReader>()
        .AddSingleton<IInsight, DoraMetrics>();
}
