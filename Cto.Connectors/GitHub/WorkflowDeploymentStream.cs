using Cto.Connectors.Code;
using Cto.Domain.Delivery;

namespace Cto.Connectors.GitHub;

/// <summary>Deployments of companies that deploy by workflow.</summary>
internal sealed class WorkflowDeploymentStream(GitHubSession session) : DeploymentStream<GitHubWorkflowRun>(session, new WorkflowRunList(session))
{
    protected override Task<DeploymentsRead> ReadAsync(
        GitHubRepository repository, IReadOnlyList<GitHubWorkflowRun> items, DeploymentMark mark, CancellationToken cancellationToken) =>
        Task.FromResult(new DeploymentsRead(
            [
                .. items.Where(run => mark.ChangedUntil is null || !(run.UpdatedAt < mark.ChangedUntil))
                    .Select(run => run.ToDeployment(Session.Keys, repository, Session.Settings)).OfType<Deployment>(),
            ],
            mark with { ChangedNewest = items.Select(run => run.UpdatedAt).Append(mark.ChangedNewest).Max() }));
}
