using Cto.Domain.Sources;
using Microsoft.Extensions.DependencyInjection;

namespace Cto.Connectors.NewRelic;

/// <summary>Adds the New Relic connector.</summary>
internal static class NewRelicRegistration
{
    public static IServiceCollection AddNewRelic(this IServiceCollection services) => services
        .AddSingleton<NewRelicSessions>()
        .AddSingleton<NewRelicCheck>()
        .AddSingleton<ISourceConnector, NewRelicConnector>();
}
