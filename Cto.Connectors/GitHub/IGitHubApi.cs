using Cto.Connectors.Http;
using RestEase;

namespace Cto.Connectors.GitHub;

/// <summary>The routes of GitHub that facts are read from; a test holds each against GitHub's own description.</summary>
[DescribedBy("github")]
[Header("Accept", "application/vnd.github+json, application/json;q=0.9")]
[Header("X-GitHub-Api-Version", "2022-11-28")]
internal interface IGitHubApi
{
    [Get("orgs/{org}/repos")]
    Task<Response<GitHubRepository?[]>> OrganizationRepositoriesAsync(
        [Path] string org, [Query] string type, [Query] string sort, [Query("per_page")] int perPage, CancellationToken cancellationToken);

    [Get("repos/{owner}/{repo}/pulls")]
    Task<Response<GitHubPullRequest?[]>> PullRequestsAsync(
        [Path] string owner, [Path] string repo, [Query] string state, [Query] string sort, [Query] string direction,
        [Query("per_page")] int perPage, [Query] int page, [Header("If-None-Match")] string? etag, CancellationToken cancellationToken);

    [Get("repos/{owner}/{repo}/pulls/{pull_number}")]
    Task<Response<GitHubPullRequest>> PullRequestAsync(
        [Path] string owner, [Path] string repo, [Path("pull_number")] int number, CancellationToken cancellationToken);

    [Get("repos/{owner}/{repo}/pulls/{pull_number}/reviews")]
    Task<Response<GitHubReview?[]>> ReviewsAsync(
        [Path] string owner, [Path] string repo, [Path("pull_number")] int number, [Query("per_page")] int perPage, CancellationToken cancellationToken);

    [Get("repos/{owner}/{repo}/pulls/{pull_number}/commits")]
    Task<Response<GitHubCommit?[]>> PullRequestCommitsAsync(
        [Path] string owner, [Path] string repo, [Path("pull_number")] int number, [Query("per_page")] int perPage, CancellationToken cancellationToken);

    [Get("repos/{owner}/{repo}/compare/{basehead}")]
    Task<Response<GitHubComparison>> CompareAsync(
        [Path] string owner, [Path] string repo, [Path] string basehead, [Query("per_page")] int perPage, CancellationToken cancellationToken);

    [Get("repos/{owner}/{repo}/deployments")]
    Task<Response<GitHubDeployment?[]>> DeploymentsAsync(
        [Path] string owner, [Path] string repo, [Query("per_page")] int perPage, [Query] int page,
        [Header("If-None-Match")] string? etag, CancellationToken cancellationToken);

    [Get("repos/{owner}/{repo}/deployments/{deployment_id}/statuses")]
    Task<Response<GitHubDeploymentStatus?[]>> DeploymentStatusesAsync(
        [Path] string owner, [Path] string repo, [Path("deployment_id")] long id, [Query("per_page")] int perPage, CancellationToken cancellationToken);

    [Get("repos/{owner}/{repo}/actions/runs")]
    Task<Response<GitHubWorkflowRuns>> WorkflowRunsAsync(
        [Path] string owner, [Path] string repo, [Query("exclude_pull_requests")] bool withoutPullRequests, [Query("per_page")] int perPage, [Query] int page,
        [Header("If-None-Match")] string? etag, CancellationToken cancellationToken);

    [Get("repos/{owner}/{repo}/releases")]
    Task<Response<GitHubRelease?[]>> ReleasesAsync(
        [Path] string owner, [Path] string repo, [Query("per_page")] int perPage, [Query] int page,
        [Header("If-None-Match")] string? etag, CancellationToken cancellationToken);
}
