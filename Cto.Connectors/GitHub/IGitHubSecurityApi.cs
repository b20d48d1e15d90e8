using Cto.Connectors.Http;
using Refit;

namespace Cto.Connectors.GitHub;

/// <summary>The routes of GitHub that tell of weaknesses and of who may do what; a test holds each against GitHub's own description.</summary>
[DescribedBy("github")]
[Headers("Accept: " + GitHubMedia.Types, "X-GitHub-Api-Version: " + GitHubMedia.Version)]
internal interface IGitHubSecurityApi
{
    [Get("repos/{owner}/{repo}/dependabot/alerts")]
    Task<Answer<GitHubDependabotAlert?[]>> DependabotAlertsAsync(
        string owner, string repo, string sort, string direction, [AliasAs("per_page")] int perPage,
        [Header("If-None-Match")] string? etag, CancellationToken cancellationToken);

    [Get("repos/{owner}/{repo}/code-scanning/alerts")]
    Task<Answer<GitHubCodeAlert?[]>> CodeAlertsAsync(
        string owner, string repo, string sort, string direction, [AliasAs("per_page")] int perPage, int page,
        [Header("If-None-Match")] string? etag, CancellationToken cancellationToken);

    [Get("repos/{owner}/{repo}/branches/{branch}/protection")]
    Task<Answer<GitHubProtection>> ProtectionAsync(string owner, string repo, string branch, CancellationToken cancellationToken);

    [Get("repos/{owner}/{repo}/collaborators")]
    Task<Answer<GitHubCollaborator?[]>> CollaboratorsAsync(
        string owner, string repo, string affiliation, [AliasAs("per_page")] int perPage,
        [Header("If-None-Match")] string? etag, CancellationToken cancellationToken);

    [Get("orgs/{org}/members")]
    Task<Answer<GitHubUser?[]>> MembersAsync(string org, string? filter, string? role, [AliasAs("per_page")] int perPage, CancellationToken cancellationToken);

    [Post("repos/{owner}/{repo}/issues")]
    Task<Answer<GitHubIssue>> CreateIssueAsync(string owner, string repo, [Body] GitHubNewIssue issue, CancellationToken cancellationToken);
}
