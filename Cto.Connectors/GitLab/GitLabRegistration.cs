using Cto.Domain.Sources;
using Microsoft.Extensions.DependencyInjection;

namespace Cto.Connectors.GitLab;

/// <summary>Adds the GitLab connector.</summary>
internal static class GitLabRegistration
{
    public static IServiceCollection AddGitLab(this IServiceCollection services) => services
        .AddSingleton<GitLabSessions>()
        .AddSingleton<GitLabReach>()
        .AddSingleton<GitLabCheck>()
        .AddSingleton<GitLabWebhooks>()
        .AddSingleton<GitLabActions>()
        .AddSingleton<ISourceConnector, GitLabConnector>();
}
