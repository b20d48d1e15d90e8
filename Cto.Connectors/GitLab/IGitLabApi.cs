using Cto.Connectors.Http;
using RestEase;

namespace Cto.Connectors.GitLab;

/// <summary>The routes of GitLab that facts are read from; a test holds each against GitLab's own description.</summary>
[DescribedBy("gitlab")]
internal interface IGitLabApi
{
    [Get("api/v4/groups/{id}/projects")]
    Task<Response<GitLabProject?[]>> GroupProjectsAsync(
        [Path] string id, [Query("include_subgroups")] bool subgroups, [Query("with_shared")] bool shared, [Query("order_by")] string orderBy, [Query("per_page")] int perPage,
        CancellationToken cancellationToken);

    [Get("api/v4/projects/{id}")]
    Task<Response<GitLabProject>> ProjectAsync([Path] string id, CancellationToken cancellationToken);

    [Get("api/v4/projects/{id}/merge_requests")]
    Task<Response<GitLabMergeRequest?[]>> MergeRequestsAsync(
        [Path] long id, [Query] string state, [Query("order_by")] string orderBy, [Query] string sort, [Query("updated_after")] string updatedAfter,
        [Query("per_page")] int perPage, [Query] int page, CancellationToken cancellationToken);

    [Get("api/v4/projects/{id}/merge_requests/{merge_request_iid}/commits")]
    Task<Response<GitLabCommit?[]>> MergeRequestCommitsAsync([Path] long id, [Path("merge_request_iid")] int number, [Query("per_page")] int perPage, CancellationToken cancellationToken);

    [Get("api/v4/projects/{id}/pipelines")]
    Task<Response<GitLabPipeline?[]>> PipelinesAsync(
        [Path] long id, [Query("order_by")] string orderBy, [Query] string sort, [Query("updated_after")] string updatedAfter, [Query("per_page")] int perPage, [Query] int page,
        CancellationToken cancellationToken);

    [Get("api/v4/projects/{id}/deployments")]
    Task<Response<GitLabDeployment?[]>> DeploymentsAsync(
        [Path] long id, [Query("order_by")] string orderBy, [Query] string sort, [Query("updated_after")] string updatedAfter, [Query("per_page")] int perPage, [Query] int page,
        CancellationToken cancellationToken);

    [Get("api/v4/projects/{id}/releases")]
    Task<Response<GitLabRelease?[]>> ReleasesAsync(
        [Path] long id, [Query("order_by")] string orderBy, [Query] string sort, [Query("updated_after")] string updatedAfter, [Query("per_page")] int perPage, CancellationToken cancellationToken);

    [Get("api/v4/projects/{id}/issues")]
    Task<Response<GitLabIssue?[]>> IssuesAsync([Path] string id, [Query("order_by")] string orderBy, [Query] string sort, [Query("per_page")] int perPage, CancellationToken cancellationToken);
}
