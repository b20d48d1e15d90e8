using Microsoft.Extensions.DependencyInjection;

namespace Cto.Grains.Widgets;

/// <summary>Adds what widget grains work with.</summary>
public static class WidgetRegistration
{
    public static IServiceCollection AddWidgets(this IServiceCollection services) =>
        services.AddSingleton<WidgetAsker>().AddSingleton<WidgetInstruments>();
}
