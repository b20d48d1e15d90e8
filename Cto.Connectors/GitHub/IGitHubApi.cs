using Cto.Connectors.Http;
using Refit;

namespace Cto.Connectors.GitHub;

/// <summary>The routes of GitHub that facts are read from; a test holds each against GitHub's own description.</summary>
[DescribedBy("github")]
[Headers("Accept: " + GitHubMedia.Types, "X-GitHub-Api-Version: " + GitHubMedia.Version)]
internal interface IGitHubApi
{
    [Get("orgs/{org}/repos")]
    Task<Answer<GitHubRepository?[]>> OrganizationRepositoriesAsync(
        string org, string type, string sort, [AliasAs("per_page")] int perPage, CancellationToken cancellationToken);

    [Get("repos/{owner}/{repo}/pulls")]
    Task<Answer<GitHubPullRequest?[]>> PullRequestsAsync(
        string owner, string repo, string state, string sort, string direction,
        [AliasAs("per_page")] int perPage, int page, [Header("If-None-Match")] string? etag, CancellationToken cancellationToken);

    [Get("repos/{owner}/{repo}/pulls/{pull_number}")]
    Task<Answer<GitHubPullRequest>> PullRequestAsync(
        string owner, string repo, [AliasAs("pull_number")] int number, CancellationToken cancellationToken);

    [Get("repos/{owner}/{repo}/pulls/{pull_number}/reviews")]
    Task<Answer<GitHubReview?[]>> ReviewsAsync(
        string owner, string repo, [AliasAs("pull_number")] int number, [AliasAs("per_page")] int perPage, CancellationToken cancellationToken);

    [Get("repos/{owner}/{repo}/pulls/{pull_number}/commits")]
    Task<Answer<GitHubCommit?[]>> PullRequestCommitsAsync(
        string owner, string repo, [AliasAs("pull_number")] int number, [AliasAs("per_page")] int perPage, CancellationToken cancellationToken);

    [Get("repos/{owner}/{repo}/compare/{basehead}")]
    Task<Answer<GitHubComparison>> CompareAsync(
        string owner, string repo, string basehead, [AliasAs("per_page")] int perPage, CancellationToken cancellationToken);

    [Get("repos/{owner}/{repo}/deployments")]
    Task<Answer<GitHubDeployment?[]>> DeploymentsAsync(
        string owner, string repo, [AliasAs("per_page")] int perPage, int page,
        [Header("If-None-Match")] string? etag, CancellationToken cancellationToken);

    [Get("repos/{owner}/{repo}/deployments/{deployment_id}/statuses")]
    Task<Answer<GitHubDeploymentStatus?[]>> DeploymentStatusesAsync(
        string owner, string repo, [AliasAs("deployment_id")] long id, [AliasAs("per_page")] int perPage, CancellationToken cancellationToken);

    [Get("repos/{owner}/{repo}/actions/runs")]
    Task<Answer<GitHubWorkflowRuns>> WorkflowRunsAsync(
        string owner, string repo, [AliasAs("exclude_pull_requests")] bool withoutPullRequests, [AliasAs("per_page")] int perPage, int page,
        [Header("If-None-Match")] string? etag, CancellationToken cancellationToken);

    [Get("repos/{owner}/{repo}/releases")]
    Task<Answer<GitHubRelease?[]>> ReleasesAsync(
        string owner, string repo, [AliasAs("per_page")] int perPage, int page,
        [Header("If-None-Match")] string? etag, CancellationToken cancellationToken);
}

/// <summary>What all calls to GitHub say of the answers that they understand.</summary>
internal static class GitHubMedia
{
    public const string Types = "application/vnd.github+json, application/json;q=0.9";

    public const string Version = "2022-11-28";
}
