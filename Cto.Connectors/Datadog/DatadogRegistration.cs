using Cto.Domain.Sources;
using Microsoft.Extensions.DependencyInjection;

namespace Cto.Connectors.Datadog;

/// <summary>Adds the Datadog connector.</summary>
internal static class DatadogRegistration
{
    public static IServiceCollection AddDatadog(this IServiceCollection services) => services
        .AddSingleton<DatadogSessions>()
        .AddSingleton<DatadogCheck>()
        .AddSingleton<ISourceConnector, DatadogConnector>();
}
