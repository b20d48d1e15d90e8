using Cto.Connectors.Slack.Actions;
using Cto.Domain.Sources;
using Microsoft.Extensions.DependencyInjection;

namespace Cto.Connectors.Slack;

/// <summary>Adds the Slack connector.</summary>
internal static class SlackRegistration
{
    public static IServiceCollection AddSlack(this IServiceCollection services) => services
        .AddSingleton<SlackSessions>()
        .AddSingleton<SlackCheck>()
        .AddSingleton<SlackActions>()
        .AddSingleton<ISourceConnector, SlackConnector>();
}
