using Cto.Connectors.Code;
using Cto.Connectors.Http;
using Cto.Domain;

namespace Cto.Connectors.GitLab;

/// <summary>Merge requests: the list alone, one request for a hundred.</summary>
internal class MergeRequestStream(GitLabSession session) : GitLabStream<GitLabMergeRequest>(session)
{
    public override string Title => "merge requests";

    protected override long IdOf(GitLabMergeRequest item) => item.Id;

    protected override DateTimeOffset? StampOf(GitLabMergeRequest item) => item.UpdatedAt ?? item.CreatedAt;

    protected override Task<Answer<GitLabMergeRequest?[]>> AskAsync(GitLabProject project, string updatedAfter, int page, CancellationToken cancellationToken) =>
        Session.Api.MergeRequestsAsync(project.Id, "all", "updated_at", "asc", updatedAfter, GitLabSession.PageSize, page, cancellationToken);

    protected override Task<GitLabRead> ReadAsync(
        GitLabProject project, IReadOnlyList<GitLabMergeRequest> items, RepositoryMark mark, CancellationToken cancellationToken) =>
        Task.FromResult(new GitLabRead([.. items.Select(item => item.ToFact(Session.Keys, project.FullName!)).OfType<Fact>()], mark));
}

/// <summary>Pipelines: the list alone, one request for a hundred.</summary>
internal sealed class PipelineStream(GitLabSession session) : GitLabStream<GitLabPipeline>(session)
{
    public override string Title => "pipelines";

    protected override long IdOf(GitLabPipeline item) => item.Id;

    protected override DateTimeOffset? StampOf(GitLabPipeline item) => item.UpdatedAt ?? item.CreatedAt;

    protected override Task<Answer<GitLabPipeline?[]>> AskAsync(GitLabProject project, string updatedAfter, int page, CancellationToken cancellationToken) =>
        Session.Api.PipelinesAsync(project.Id, "updated_at", "asc", updatedAfter, GitLabSession.PageSize, page, cancellationToken);

    protected override Task<GitLabRead> ReadAsync(
        GitLabProject project, IReadOnlyList<GitLabPipeline> items, RepositoryMark mark, CancellationToken cancellationToken) =>
        Task.FromResult(new GitLabRead([.. items.Select(item => item.ToFact(Session.Keys, project.FullName!)).OfType<Fact>()], mark));
}
