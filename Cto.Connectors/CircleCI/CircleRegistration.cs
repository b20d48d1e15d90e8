using Cto.Domain.Sources;
using Microsoft.Extensions.DependencyInjection;

namespace Cto.Connectors.CircleCI;

/// <summary>Adds the CircleCI connector.</summary>
internal static class CircleRegistration
{
    public static IServiceCollection AddCircleCI(this IServiceCollection services) => services
        .AddSingleton<CircleSessions>()
        .AddSingleton<CircleCheck>()
        .AddSingleton<CircleWebhooks>()
        .AddSingleton<ISourceConnector, CircleConnector>();
}
