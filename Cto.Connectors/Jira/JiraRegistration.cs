using Cto.Connectors.Jira.Actions;
using Cto.Domain.Sources;
using Microsoft.Extensions.DependencyInjection;

namespace Cto.Connectors.Jira;

/// <summary>Adds the Jira connector.</summary>
internal static class JiraRegistration
{
    public static IServiceCollection AddJira(this IServiceCollection services) => services
        .AddSingleton<JiraSessions>()
        .AddSingleton<JiraCheck>()
        .AddSingleton<JiraWebhooks>()
        .AddSingleton<JiraActions>()
        .AddSingleton<ISourceConnector, JiraConnector>();
}
