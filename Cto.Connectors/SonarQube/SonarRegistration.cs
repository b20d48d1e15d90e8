using Cto.Domain.Sources;
using Microsoft.Extensions.DependencyInjection;

namespace Cto.Connectors.SonarQube;

/// <summary>Adds the SonarQube connector.</summary>
internal static class SonarRegistration
{
    public static IServiceCollection AddSonarQube(this IServiceCollection services) => services
        .AddSingleton<SonarBindings>()
        .AddSingleton<SonarSessions>()
        .AddSingleton<SonarCheck>()
        .AddSingleton<SonarWebhooks>()
        .AddSingleton<ISourceConnector, SonarConnector>();
}
