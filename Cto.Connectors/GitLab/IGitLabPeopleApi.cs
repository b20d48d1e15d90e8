using Cto.Connectors.Code;
using Cto.Connectors.Http;
using Refit;

namespace Cto.Connectors.GitLab;

/// <summary>The routes of GitLab that tell who we are, who may do what, what was said and what a project says of itself; and the one that creates issues.</summary>
[NotDescribed("The description at hand is cut down and lacks these routes; they follow GitLab's documentation and are held against recordings and the simulated company.")]
internal interface IGitLabPeopleApi
{
    [Get("api/v4/user")]
    Task<Answer<GitLabUser>> UserAsync(CancellationToken cancellationToken);

    [Get("api/v4/personal_access_tokens/self")]
    Task<Answer<GitLabToken>> TokenAsync(CancellationToken cancellationToken);

    [Get("api/v4/users")]
    Task<Answer<GitLabUser?[]>> UsersAsync(string? username, string? search, CancellationToken cancellationToken);

    [Get("api/v4/groups/{id}/members/all")]
    Task<Answer<GitLabMember?[]>> GroupMembersAsync(string id, [AliasAs("per_page")] int perPage, CancellationToken cancellationToken);

    [Get("api/v4/projects/{id}/members/all")]
    Task<Answer<GitLabMember?[]>> ProjectMembersAsync(long id, [AliasAs("per_page")] int perPage, CancellationToken cancellationToken);

    [Get("api/v4/projects/{id}/merge_requests/{merge_request_iid}/notes")]
    Task<Answer<GitLabNote?[]>> NotesAsync(
        long id, [AliasAs("merge_request_iid")] int number, [AliasAs("order_by")] string orderBy, string sort, [AliasAs("per_page")] int perPage,
        CancellationToken cancellationToken);

    [Get("api/v4/projects/{id}/repository/compare")]
    Task<Answer<GitLabComparison>> CompareAsync(long id, string from, string to, CancellationToken cancellationToken);

    [Get("api/v4/projects/{id}/repository/files/{file_path}")]
    Task<Answer<CodeFile>> FileAsync(long id, [AliasAs("file_path")] string path, string @ref, CancellationToken cancellationToken);

    [Get("api/v4/projects/{id}/issues/{issue_iid}")]
    Task<Answer<GitLabIssue>> IssueAsync(string id, [AliasAs("issue_iid")] int number, CancellationToken cancellationToken);

    [Post("api/v4/projects/{id}/issues")]
    Task<Answer<GitLabIssue>> CreateIssueAsync(string id, [Body] GitLabNewIssue issue, CancellationToken cancellationToken);
}
