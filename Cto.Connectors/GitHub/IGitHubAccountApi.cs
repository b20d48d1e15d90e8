using Cto.Connectors.Http;
using RestEase;

namespace Cto.Connectors.GitHub;

/// <summary>The routes of GitHub that tell who we are and what we may see.</summary>
[NotDescribed("The description at hand lacks these routes; a test holds them against recordings.")]
[Header("Accept", "application/vnd.github+json, application/json;q=0.9")]
[Header("X-GitHub-Api-Version", "2022-11-28")]
internal interface IGitHubAccountApi
{
    [Get("user")]
    Task<Response<GitHubUser>> UserAsync(CancellationToken cancellationToken);

    [Get("users/{username}/repos")]
    Task<Response<GitHubRepository?[]>> UserRepositoriesAsync([Path] string username, [Query("per_page")] int perPage, CancellationToken cancellationToken);

    [Get("repos/{owner}/{repo}")]
    Task<Response<GitHubRepository>> RepositoryAsync([Path] string owner, [Path] string repo, CancellationToken cancellationToken);

    [Get("installation/repositories")]
    Task<Response<GitHubRepositories>> InstallationRepositoriesAsync([Query("per_page")] int perPage, CancellationToken cancellationToken);

    [Get("app/installations/{installation_id}")]
    Task<Response<GitHubInstallation>> InstallationAsync([Path("installation_id")] string installation, CancellationToken cancellationToken);

    [Post("app/installations/{installation_id}/access_tokens")]
    Task<Response<GitHubInstallationToken>> CreateTokenAsync([Path("installation_id")] string installation, CancellationToken cancellationToken);
}
