using Cto.Connectors.Code;
using Cto.Connectors.Http;
using Refit;

namespace Cto.Connectors.GitHub;

/// <summary>The routes of GitHub that tell what a repository is made of, and of teams and issues.</summary>
[NotDescribed("The description at hand lacks these routes; they are written by GitHub's documentation and held against the simulated company.")]
[Headers("Accept: " + GitHubMedia.Types, "X-GitHub-Api-Version: " + GitHubMedia.Version)]
internal interface IGitHubInventoryApi
{
    [Get("repos/{owner}/{repo}/languages")]
    Task<Answer<Dictionary<string, long>>> LanguagesAsync(string owner, string repo, CancellationToken cancellationToken);

    [Get("repos/{owner}/{repo}/dependency-graph/sbom")]
    Task<Answer<GitHubBillOfMaterials>> BillOfMaterialsAsync(string owner, string repo, CancellationToken cancellationToken);

    [Get("repos/{owner}/{repo}/contents/{path}")]
    Task<Answer<CodeFile>> FileAsync(string owner, string repo, string path, CancellationToken cancellationToken);

    [Get("repos/{owner}/{repo}/rules/branches/{branch}")]
    Task<Answer<GitHubBranchRule?[]>> BranchRulesAsync(
        string owner, string repo, string branch, [AliasAs("per_page")] int perPage, CancellationToken cancellationToken);

    [Get("orgs/{org}/outside_collaborators")]
    Task<Answer<GitHubUser?[]>> OutsideCollaboratorsAsync(string org, string? filter, [AliasAs("per_page")] int perPage, CancellationToken cancellationToken);

    [Get("orgs/{org}/teams")]
    Task<Answer<GitHubTeam?[]>> TeamsAsync(string org, [AliasAs("per_page")] int perPage, CancellationToken cancellationToken);

    [Get("orgs/{org}/teams/{team_slug}/members")]
    Task<Answer<GitHubUser?[]>> TeamMembersAsync(
        string org, [AliasAs("team_slug")] string team, [AliasAs("per_page")] int perPage, CancellationToken cancellationToken);

    [Get("users/{username}")]
    Task<Answer<GitHubUser>> UserAsync(string username, CancellationToken cancellationToken);

    [Get("repos/{owner}/{repo}/issues")]
    Task<Answer<GitHubIssue?[]>> IssuesAsync(
        string owner, string repo, string state, string sort, string direction, [AliasAs("per_page")] int perPage, CancellationToken cancellationToken);

    [Get("repos/{owner}/{repo}/issues/{issue_number}")]
    Task<Answer<GitHubIssue>> IssueAsync(string owner, string repo, [AliasAs("issue_number")] int number, CancellationToken cancellationToken);
}
