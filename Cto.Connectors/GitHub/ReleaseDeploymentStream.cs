using Cto.Domain.Delivery;

namespace Cto.Connectors.GitHub;

/// <summary>Deployments of companies whose release is the deployment.</summary>
internal sealed class ReleaseDeploymentStream(GitHubSession session) : DeploymentStream<GitHubRelease>(session)
{
    protected override TimeSpan Lookback => ReleasePages.Lookback;

    protected override long IdOf(GitHubRelease item) => item.Id;

    protected override DateTimeOffset? StampOf(GitHubRelease item) => ReleasePages.StampOf(item);

    protected override bool IsSorted => false;

    protected override bool IsBelow(IReadOnlyList<GitHubRelease> items, DateTimeOffset floor) => ReleasePages.IsBelow(items, floor);

    protected override Task<GitHubPage<GitHubRelease>> FirstAsync(GitHubRepository repository, int page, string? etag, CancellationToken cancellationToken) =>
        ReleasePages.FirstAsync(Session, repository, page, etag, cancellationToken);

    protected override Task<GitHubPage<GitHubRelease>> NextAsync(Uri address, CancellationToken cancellationToken) => ReleasePages.NextAsync(Session, address, cancellationToken);

    protected override Task<DeploymentsRead> ReadAsync(
        GitHubRepository repository, IReadOnlyList<GitHubRelease> items, DeploymentMark mark, CancellationToken cancellationToken) =>
        Task.FromResult(new DeploymentsRead(
            [
                .. items.Where(release => mark.ChangedUntil is null || release.PublishedAt >= mark.ChangedUntil)
                    .Select(release => release.ToDeployment(Session.Keys, repository, Session.Settings)).OfType<Deployment>(),
            ],
            mark with { ChangedNewest = items.Select(release => release.PublishedAt).Append(mark.ChangedNewest).Max() }));
}
