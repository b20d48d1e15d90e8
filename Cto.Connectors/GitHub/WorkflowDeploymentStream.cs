using Cto.Domain.Delivery;

namespace Cto.Connectors.GitHub;

/// <summary>Deployments of companies that deploy by workflow.</summary>
internal sealed class WorkflowDeploymentStream(GitHubSession session) : DeploymentStream<GitHubWorkflowRun>(session)
{
    protected override TimeSpan Lookback => TimeSpan.FromDays(3);

    protected override long IdOf(GitHubWorkflowRun item) => item.Id;

    protected override DateTimeOffset? StampOf(GitHubWorkflowRun item) => item.CreatedAt;

    protected override Task<GitHubPage<GitHubWorkflowRun>> FirstAsync(GitHubRepository repository, int page, string? etag, CancellationToken cancellationToken) =>
        WorkflowRunPages.FirstAsync(Session, repository, page, etag, cancellationToken);

    protected override Task<GitHubPage<GitHubWorkflowRun>> NextAsync(Uri address, CancellationToken cancellationToken) => WorkflowRunPages.NextAsync(Session, address, cancellationToken);

    protected override Task<DeploymentsRead> ReadAsync(
        GitHubRepository repository, IReadOnlyList<GitHubWorkflowRun> items, DeploymentMark mark, CancellationToken cancellationToken) =>
        Task.FromResult(new DeploymentsRead(
            [
                .. items.Where(run => mark.ChangedUntil is null || !(run.UpdatedAt < mark.ChangedUntil))
                    .Select(run => run.ToDeployment(Session.Keys, repository, Session.Settings)).OfType<Deployment>(),
            ],
            mark with { ChangedNewest = items.Select(run => run.UpdatedAt).Append(mark.ChangedNewest).Max() }));
}
