using Cto.Connectors.Code;
using Cto.Domain.Delivery;

namespace Cto.Connectors.GitHub;

/// <summary>Deployments of companies whose release is the deployment.</summary>
internal sealed class ReleaseDeploymentStream(GitHubSession session) : DeploymentStream<GitHubRelease>(session, new ReleaseList(session))
{
    protected override Task<DeploymentsRead> ReadAsync(
        GitHubRepository repository, IReadOnlyList<GitHubRelease> items, DeploymentMark mark, CancellationToken cancellationToken) =>
        Task.FromResult(new DeploymentsRead(
            [
                .. items.Where(release => mark.ChangedUntil is null || release.PublishedAt >= mark.ChangedUntil)
                    .Select(release => release.ToDeployment(Session.Keys, repository, Session.Settings)).OfType<Deployment>(),
            ],
            mark with { ChangedNewest = items.Select(release => release.PublishedAt).Append(mark.ChangedNewest).Max() }));
}
