using Cto.Domain.Sources;
using Microsoft.Extensions.DependencyInjection;

namespace Cto.Connectors.Snyk;

/// <summary>Adds the Snyk connector.</summary>
internal static class SnykRegistration
{
    public static IServiceCollection AddSnyk(this IServiceCollection services) => services
        .AddSingleton<SnykSessions>()
        .AddSingleton<SnykCheck>()
        .AddSingleton<SnykWebhooks>()
        .AddSingleton<ISourceConnector, SnykConnector>();
}
