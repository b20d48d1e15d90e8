using Cto.Connectors.Code;
using Cto.Connectors.Http;
using RestEase;

namespace Cto.Connectors.GitHub;

/// <summary>The routes of GitHub that tell what a repository is made of, and of teams and issues.</summary>
[NotDescribed("The description at hand lacks these routes; they are written by GitHub's documentation and held against the simulated company.")]
[Header("Accept", "application/vnd.github+json, application/json;q=0.9")]
[Header("X-GitHub-Api-Version", "2022-11-28")]
internal interface IGitHubInventoryApi
{
    [Get("repos/{owner}/{repo}/languages")]
    Task<Response<Dictionary<string, long>>> LanguagesAsync([Path] string owner, [Path] string repo, CancellationToken cancellationToken);

    [Get("repos/{owner}/{repo}/dependency-graph/sbom")]
    Task<Response<GitHubBillOfMaterials>> BillOfMaterialsAsync([Path] string owner, [Path] string repo, CancellationToken cancellationToken);

    [Get("repos/{owner}/{repo}/contents/{path}")]
    Task<Response<CodeFile>> FileAsync([Path] string owner, [Path] string repo, [Path] string path, CancellationToken cancellationToken);

    [Get("repos/{owner}/{repo}/rules/branches/{branch}")]
    Task<Response<GitHubBranchRule?[]>> BranchRulesAsync([Path] string owner, [Path] string repo, [Path] string branch, [Query("per_page")] int perPage, CancellationToken cancellationToken);

    [Get("orgs/{org}/outside_collaborators")]
    Task<Response<GitHubUser?[]>> OutsideCollaboratorsAsync([Path] string org, [Query] string? filter, [Query("per_page")] int perPage, CancellationToken cancellationToken);

    [Get("orgs/{org}/teams")]
    Task<Response<GitHubTeam?[]>> TeamsAsync([Path] string org, [Query("per_page")] int perPage, CancellationToken cancellationToken);

    [Get("orgs/{org}/teams/{team_slug}/members")]
    Task<Response<GitHubUser?[]>> TeamMembersAsync([Path] string org, [Path("team_slug")] string team, [Query("per_page")] int perPage, CancellationToken cancellationToken);

    [Get("users/{username}")]
    Task<Response<GitHubUser>> UserAsync([Path] string username, CancellationToken cancellationToken);

    [Get("repos/{owner}/{repo}/issues")]
    Task<Response<GitHubIssue?[]>> IssuesAsync(
        [Path] string owner, [Path] string repo, [Query] string state, [Query] string sort, [Query] string direction, [Query("per_page")] int perPage, CancellationToken cancellationToken);

    [Get("repos/{owner}/{repo}/issues/{issue_number}")]
    Task<Response<GitHubIssue>> IssueAsync([Path] string owner, [Path] string repo, [Path("issue_number")] int number, CancellationToken cancellationToken);
}
