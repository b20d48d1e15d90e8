using Cto.Grains.Dashboards;
using Cto.Insights.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace Cto.Grains.Widgets;

/// <summary>Adds what grains of widgets and dashboards work with, and their part of the schema.</summary>
public static class WidgetRegistration
{
    public static IServiceCollection AddWidgets(this IServiceCollection services) => services
        .AddSingleton<WidgetAsker>().AddSingleton<WidgetReader>().AddSingleton<WidgetEpochs>().AddSingleton<WidgetInstruments>().AddSingleton<DashboardStore>()
        .AddSchema(typeof(WidgetRegistration).Assembly);
}
