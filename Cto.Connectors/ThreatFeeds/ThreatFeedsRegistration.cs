using Cto.Domain.Sources;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Cto.Connectors.ThreatFeeds;

/// <summary>Adds the threat feeds.</summary>
internal static class ThreatFeedsRegistration
{
    public static IServiceCollection AddThreatFeeds(this IServiceCollection services)
    {
        // The store replaces it, whichever is added first.
        services.TryAddSingleton<IInventory, NothingInUse>();
        return services.AddSingleton<ThreatFeedsSessions>().AddSingleton<ISourceConnector, ThreatFeedsConnector>();
    }
}
