using Cto.Connectors.Http;
using RestEase;

namespace Cto.Connectors.GitHub;

/// <summary>The routes of GitHub that tell of weaknesses and of who may do what; a test holds each against GitHub's own description.</summary>
[DescribedBy("github")]
[Header("Accept", "application/vnd.github+json, application/json;q=0.9")]
[Header("X-GitHub-Api-Version", "2022-11-28")]
internal interface IGitHubSecurityApi
{
    [Get("repos/{owner}/{repo}/dependabot/alerts")]
    Task<Response<GitHubDependabotAlert?[]>> DependabotAlertsAsync(
        [Path] string owner, [Path] string repo, [Query] string sort, [Query] string direction, [Query("per_page")] int perPage,
        [Header("If-None-Match")] string? etag, CancellationToken cancellationToken);

    [Get("repos/{owner}/{repo}/code-scanning/alerts")]
    Task<Response<GitHubCodeAlert?[]>> CodeAlertsAsync(
        [Path] string owner, [Path] string repo, [Query] string sort, [Query] string direction, [Query("per_page")] int perPage, [Query] int page,
        [Header("If-None-Match")] string? etag, CancellationToken cancellationToken);

    [Get("repos/{owner}/{repo}/branches/{branch}/protection")]
    Task<Response<GitHubProtection>> ProtectionAsync([Path] string owner, [Path] string repo, [Path] string branch, CancellationToken cancellationToken);

    [Get("repos/{owner}/{repo}/collaborators")]
    Task<Response<GitHubCollaborator?[]>> CollaboratorsAsync(
        [Path] string owner, [Path] string repo, [Query] string affiliation, [Query("per_page")] int perPage,
        [Header("If-None-Match")] string? etag, CancellationToken cancellationToken);

    [Get("orgs/{org}/members")]
    Task<Response<GitHubUser?[]>> MembersAsync([Path] string org, [Query] string? filter, [Query] string? role, [Query("per_page")] int perPage, CancellationToken cancellationToken);

    [Post("repos/{owner}/{repo}/issues")]
    Task<Response<GitHubIssue>> CreateIssueAsync([Path] string owner, [Path] string repo, [Body] GitHubNewIssue issue, CancellationToken cancellationToken);
}
