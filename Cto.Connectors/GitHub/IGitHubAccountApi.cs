using Cto.Connectors.Http;
using Refit;

namespace Cto.Connectors.GitHub;

/// <summary>The routes of GitHub that tell who we are and what we may see.</summary>
[NotDescribed("The description at hand lacks these routes; a test holds them against recordings.")]
[Headers("Accept: " + GitHubMedia.Types, "X-GitHub-Api-Version: " + GitHubMedia.Version)]
internal interface IGitHubAccountApi
{
    [Get("users/{username}/repos")]
    Task<Answer<GitHubRepository?[]>> UserRepositoriesAsync(string username, [AliasAs("per_page")] int perPage, CancellationToken cancellationToken);

    [Get("repos/{owner}/{repo}")]
    Task<Answer<GitHubRepository>> RepositoryAsync(string owner, string repo, CancellationToken cancellationToken);

    [Get("installation/repositories")]
    Task<Answer<GitHubRepositories>> InstallationRepositoriesAsync([AliasAs("per_page")] int perPage, CancellationToken cancellationToken);
}
