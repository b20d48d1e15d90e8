using Cto.Connectors.Asana.Actions;
using Cto.Domain.Sources;
using Microsoft.Extensions.DependencyInjection;

namespace Cto.Connectors.Asana;

/// <summary>Adds the Asana connector.</summary>
internal static class AsanaRegistration
{
    public static IServiceCollection AddAsana(this IServiceCollection services) => services
        .AddSingleton<AsanaSessions>()
        .AddSingleton<AsanaActions>()
        .AddSingleton<ISourceConnector, AsanaConnector>();
}
