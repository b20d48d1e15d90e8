using Cto.Connectors.Http;
using Refit;

namespace Cto.Connectors.GitHub;

/// <summary>The routes of GitHub that tell who we are and what we may see.</summary>
[NotDescribed("The description at hand lacks these routes; a test holds them against recordings.")]
[Headers("Accept: application/vnd.github+json, application/json;q=0.9", "X-GitHub-Api-Version: 2022-11-28")]
internal interface IGitHubAccountApi
{
    [Get("user")]
    Task<Answer<GitHubUser>> UserAsync(CancellationToken cancellationToken);

    [Get("users/{username}/repos")]
    Task<Answer<GitHubRepository?[]>> UserRepositoriesAsync(string username, [AliasAs("per_page")] int perPage, CancellationToken cancellationToken);

    [Get("repos/{owner}/{repo}")]
    Task<Answer<GitHubRepository>> RepositoryAsync(string owner, string repo, CancellationToken cancellationToken);

    [Get("installation/repositories")]
    Task<Answer<GitHubRepositories>> InstallationRepositoriesAsync([AliasAs("per_page")] int perPage, CancellationToken cancellationToken);

    [Get("app/installations/{installation_id}")]
    Task<Answer<GitHubInstallation>> InstallationAsync([AliasAs("installation_id")] string installation, CancellationToken cancellationToken);

    [Post("app/installations/{installation_id}/access_tokens")]
    Task<Answer<GitHubInstallationToken>> CreateTokenAsync([AliasAs("installation_id")] string installation, CancellationToken cancellationToken);
}
