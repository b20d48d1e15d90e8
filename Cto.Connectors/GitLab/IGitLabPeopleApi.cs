using Cto.Connectors.Code;
using Cto.Connectors.Http;
using RestEase;

namespace Cto.Connectors.GitLab;

/// <summary>The routes of GitLab that tell who we are, who may do what, what was said and what a project says of itself; and the one that creates issues.</summary>
[NotDescribed("The description at hand is cut down and lacks these routes; they follow GitLab's documentation and are held against recordings and the simulated company.")]
internal interface IGitLabPeopleApi
{
    [Get("api/v4/user")]
    Task<Response<GitLabUser>> UserAsync(CancellationToken cancellationToken);

    [Get("api/v4/personal_access_tokens/self")]
    Task<Response<GitLabToken>> TokenAsync(CancellationToken cancellationToken);

    [Get("api/v4/users")]
    Task<Response<GitLabUser?[]>> UsersAsync([Query] string? username, [Query] string? search, CancellationToken cancellationToken);

    [Get("api/v4/groups/{id}/members/all")]
    Task<Response<GitLabMember?[]>> GroupMembersAsync([Path] string id, [Query("per_page")] int perPage, CancellationToken cancellationToken);

    [Get("api/v4/projects/{id}/members/all")]
    Task<Response<GitLabMember?[]>> ProjectMembersAsync([Path] long id, [Query("per_page")] int perPage, CancellationToken cancellationToken);

    [Get("api/v4/projects/{id}/merge_requests/{merge_request_iid}/notes")]
    Task<Response<GitLabNote?[]>> NotesAsync(
        [Path] long id, [Path("merge_request_iid")] int number, [Query("order_by")] string orderBy, [Query] string sort, [Query("per_page")] int perPage, CancellationToken cancellationToken);

    [Get("api/v4/projects/{id}/repository/compare")]
    Task<Response<GitLabComparison>> CompareAsync([Path] long id, [Query] string from, [Query] string to, CancellationToken cancellationToken);

    [Get("api/v4/projects/{id}/repository/files/{file_path}")]
    Task<Response<CodeFile>> FileAsync([Path] long id, [Path("file_path")] string path, [Query] string @ref, CancellationToken cancellationToken);

    [Get("api/v4/projects/{id}/issues/{issue_iid}")]
    Task<Response<GitLabIssue>> IssueAsync([Path] string id, [Path("issue_iid")] int number, CancellationToken cancellationToken);

    [Post("api/v4/projects/{id}/issues")]
    Task<Response<GitLabIssue>> CreateIssueAsync([Path] string id, [Body] GitLabNewIssue issue, CancellationToken cancellationToken);
}
