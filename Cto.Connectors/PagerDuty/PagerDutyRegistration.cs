using Cto.Domain.Sources;
using Microsoft.Extensions.DependencyInjection;

namespace Cto.Connectors.PagerDuty;

/// <summary>Adds the PagerDuty connector.</summary>
internal static class PagerDutyRegistration
{
    public static IServiceCollection AddPagerDuty(this IServiceCollection services) => services
        .AddSingleton<PagerDutySessions>()
        .AddSingleton<PagerDutyCheck>()
        .AddSingleton<PagerDutyWebhooks>()
        .AddSingleton<PagerDutyActions>()
        .AddSingleton<ISourceConnector, PagerDutyConnector>();
}
