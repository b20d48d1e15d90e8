using Cto.Connectors.Http;
using Refit;

namespace Cto.Connectors.CircleCI;

/// <summary>The routes of CircleCI's API v2 that facts are read from; a test holds each against CircleCI's own description.</summary>
[DescribedBy("circleci")]
internal interface ICircleApi
{
    [Get("me")]
    Task<CircleUser> MeAsync(CancellationToken cancellationToken);

    [Get("pipeline")]
    Task<CirclePage<CirclePipeline>> OrganizationPipelinesAsync(
        [AliasAs("org-slug")] string organization, [AliasAs("page-token")] string? token, CancellationToken cancellationToken);

    [Get("project/{project-slug}/pipeline")]
    Task<CirclePage<CirclePipeline>> ProjectPipelinesAsync(
        [AliasAs("project-slug")] string project, [AliasAs("page-token")] string? token, CancellationToken cancellationToken);

    [Get("pipeline/{pipeline-id}")]
    Task<CirclePipeline> PipelineAsync([AliasAs("pipeline-id")] string id, CancellationToken cancellationToken);

    [Get("pipeline/{pipeline-id}/workflow")]
    Task<CirclePage<CircleWorkflow>> WorkflowsAsync(
        [AliasAs("pipeline-id")] string pipeline, [AliasAs("page-token")] string? token, CancellationToken cancellationToken);

    [Get("workflow/{id}/job")]
    Task<CirclePage<CircleJob>> JobsAsync(string id, [AliasAs("page-token")] string? token, CancellationToken cancellationToken);
}
