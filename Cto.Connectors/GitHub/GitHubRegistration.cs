using Cto.Domain.Sources;
using Microsoft.Extensions.DependencyInjection;

namespace Cto.Connectors.GitHub;

/// <summary>Adds the GitHub connector.</summary>
internal static class GitHubRegistration
{
    public static IServiceCollection AddGitHub(this IServiceCollection services) => services
        .AddSingleton<GitHubAppTokens>()
        .AddSingleton<GitHubSessions>()
        .AddSingleton<GitHubReach>()
        .AddSingleton<GitHubCheck>()
        .AddSingleton<GitHubWebhooks>()
        .AddSingleton<GitHubActions>()
        .AddSingleton<ISourceConnector, GitHubConnector>();
}
