using Cto.Domain;

namespace Cto.Connectors.GitHub;

/// <summary>Workflow runs by their creation.</summary>
internal sealed class WorkflowRunStream(GitHubSession session) : RepositoryStream<GitHubWorkflowRun>(session)
{
    public override string Title => "workflow runs";

    // Runs take days at most, and may be started again; webhooks tell of later attempts.
    protected override TimeSpan Lookback => TimeSpan.FromDays(3);

    protected override long IdOf(GitHubWorkflowRun item) => item.Id;

    protected override DateTimeOffset? StampOf(GitHubWorkflowRun item) => item.CreatedAt;

    protected override Task<GitHubPage<GitHubWorkflowRun>> FirstAsync(GitHubRepository repository, int page, string? etag, CancellationToken cancellationToken) =>
        WorkflowRunPages.FirstAsync(Session, repository, page, etag, cancellationToken);

    protected override Task<GitHubPage<GitHubWorkflowRun>> NextAsync(Uri address, CancellationToken cancellationToken) => WorkflowRunPages.NextAsync(Session, address, cancellationToken);

    protected override Task<ChunkFacts> FactsAsync(
        GitHubRepository repository, IReadOnlyList<GitHubWorkflowRun> items, DeploymentMark? deployments, bool last, CancellationToken cancellationToken) =>
        Task.FromResult(new ChunkFacts([.. items.Select(run => run.ToFact(Session.Keys, repository.FullName!)).OfType<Fact>()]));
}

/// <summary>The list of workflow runs, which two streams read.</summary>
internal static class WorkflowRunPages
{
    public static async Task<GitHubPage<GitHubWorkflowRun>> FirstAsync(GitHubSession session, GitHubRepository repository, int page, string? etag, CancellationToken cancellationToken) =>
        GitHubPage<GitHubWorkflowRun>.Of(
            await session.Api.WorkflowRunsAsync(repository.Owner, repository.Name!, true, GitHubSession.PageSize, page, etag, cancellationToken),
            static body => body.WorkflowRuns);

    public static async Task<GitHubPage<GitHubWorkflowRun>> NextAsync(GitHubSession session, Uri address, CancellationToken cancellationToken) =>
        GitHubPage<GitHubWorkflowRun>.Of(
            await session.Http.GetAsync(address, "repos/{owner}/{repo}/actions/runs", GitHubJson.Default.GitHubWorkflowRuns, cancellationToken), static body => body.WorkflowRuns);
}
