using Cto.Connectors.Http;
using Refit;

namespace Cto.Connectors.GitLab;

/// <summary>The routes of GitLab that facts are read from; a test holds each against GitLab's own description.</summary>
[DescribedBy("gitlab")]
internal interface IGitLabApi
{
    [Get("api/v4/groups/{id}/projects")]
    Task<Answer<GitLabProject?[]>> GroupProjectsAsync(
        string id, [AliasAs("include_subgroups")] bool subgroups, [AliasAs("with_shared")] bool shared, [AliasAs("order_by")] string orderBy,
        [AliasAs("per_page")] int perPage, CancellationToken cancellationToken);

    [Get("api/v4/projects/{id}")]
    Task<Answer<GitLabProject>> ProjectAsync(string id, CancellationToken cancellationToken);

    [Get("api/v4/projects/{id}/merge_requests")]
    Task<Answer<GitLabMergeRequest?[]>> MergeRequestsAsync(
        long id, string state, [AliasAs("order_by")] string orderBy, string sort, [AliasAs("updated_after")] string updatedAfter,
        [AliasAs("per_page")] int perPage, int page, CancellationToken cancellationToken);

    [Get("api/v4/projects/{id}/merge_requests/{merge_request_iid}/commits")]
    Task<Answer<GitLabCommit?[]>> MergeRequestCommitsAsync(
        long id, [AliasAs("merge_request_iid")] int number, [AliasAs("per_page")] int perPage, CancellationToken cancellationToken);

    [Get("api/v4/projects/{id}/pipelines")]
    Task<Answer<GitLabPipeline?[]>> PipelinesAsync(
        long id, [AliasAs("order_by")] string orderBy, string sort, [AliasAs("updated_after")] string updatedAfter, [AliasAs("per_page")] int perPage, int page,
        CancellationToken cancellationToken);

    [Get("api/v4/projects/{id}/deployments")]
    Task<Answer<GitLabDeployment?[]>> DeploymentsAsync(
        long id, [AliasAs("order_by")] string orderBy, string sort, [AliasAs("updated_after")] string updatedAfter, [AliasAs("per_page")] int perPage, int page,
        CancellationToken cancellationToken);

    [Get("api/v4/projects/{id}/releases")]
    Task<Answer<GitLabRelease?[]>> ReleasesAsync(
        long id, [AliasAs("order_by")] string orderBy, string sort, [AliasAs("updated_after")] string updatedAfter, [AliasAs("per_page")] int perPage,
        CancellationToken cancellationToken);

    [Get("api/v4/projects/{id}/issues")]
    Task<Answer<GitLabIssue?[]>> IssuesAsync(
        string id, [AliasAs("order_by")] string orderBy, string sort, [AliasAs("per_page")] int perPage, CancellationToken cancellationToken);
}
