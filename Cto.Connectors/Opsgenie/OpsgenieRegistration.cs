using Cto.Domain.Sources;
using Microsoft.Extensions.DependencyInjection;

namespace Cto.Connectors.Opsgenie;

/// <summary>Adds the Opsgenie connector.</summary>
internal static class OpsgenieRegistration
{
    public static IServiceCollection AddOpsgenie(this IServiceCollection services) => services
        .AddSingleton<OpsgenieSessions>()
        .AddSingleton<OpsgenieCheck>()
        .AddSingleton<ISourceConnector, OpsgenieConnector>();
}
