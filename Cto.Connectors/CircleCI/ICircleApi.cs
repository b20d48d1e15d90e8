using Cto.Connectors.Http;
using RestEase;

namespace Cto.Connectors.CircleCI;

/// <summary>The routes of CircleCI's API v2 that facts are read from; a test holds each against CircleCI's own description.</summary>
[DescribedBy("circleci")]
internal interface ICircleApi
{
    [Get("me")]
    Task<CircleUser> MeAsync(CancellationToken cancellationToken);

    [Get("pipeline")]
    Task<CirclePage<CirclePipeline>> OrganizationPipelinesAsync([Query("org-slug")] string organization, [Query("page-token")] string? token, CancellationToken cancellationToken);

    [Get("project/{project-slug}/pipeline")]
    Task<CirclePage<CirclePipeline>> ProjectPipelinesAsync([Path("project-slug")] string project, [Query("page-token")] string? token, CancellationToken cancellationToken);

    [Get("pipeline/{pipeline-id}")]
    Task<CirclePipeline> PipelineAsync([Path("pipeline-id")] string id, CancellationToken cancellationToken);

    [Get("pipeline/{pipeline-id}/workflow")]
    Task<CirclePage<CircleWorkflow>> WorkflowsAsync([Path("pipeline-id")] string pipeline, [Query("page-token")] string? token, CancellationToken cancellationToken);

    [Get("workflow/{id}/job")]
    Task<CirclePage<CircleJob>> JobsAsync([Path] string id, [Query("page-token")] string? token, CancellationToken cancellationToken);
}
