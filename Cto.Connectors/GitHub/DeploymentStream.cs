using Cto.Connectors.Http;
using Cto.Domain;
using Cto.Domain.Delivery;

namespace Cto.Connectors.GitHub;

/// <summary>Deployments, wherever the company keeps them, with the commits that each successful production deployment added.</summary>
internal abstract class DeploymentStream<T>(GitHubSession session) : RepositoryStream<T>(session)
    where T : class
{
    public override string Title => "deployments";

    public override string Fingerprint => Session.Settings.DeploymentFingerprint;

    // Their end is told by statuses, which move no deployment to the top of the list.
    protected override TimeSpan Lookback => TimeSpan.FromDays(14);

    // While one is running the list must be read, whatever its tag says.
    protected override bool MayBeUnchanged(RepositoryMark mark) => mark.Deployments is not { Open.Count: > 0 };

    /// <summary>The deployments among the records that changed since the last sweep.</summary>
    protected abstract Task<(IReadOnlyList<Deployment> Deployments, DeploymentMark Mark)> ReadAsync(
        GitHubRepository repository, IReadOnlyList<T> items, DeploymentMark mark, CancellationToken cancellationToken);

    protected override async Task<(IReadOnlyList<Fact> Facts, DeploymentMark? Deployments)> FactsAsync(
        GitHubRepository repository, IReadOnlyList<T> items, DeploymentMark? deployments, bool last, CancellationToken cancellationToken)
    {
        var (found, mark) = await ReadAsync(repository, items, deployments ?? new(), cancellationToken);
        var facts = found.ToDictionary(deployment => deployment.Key);
        var (chains, steps) = DeploymentChains.Extend(mark.Chains, found.Where(IsSuccessInProduction), last);
        await foreach (var compared in Ordered.SelectAsync(steps, GitHubSession.Degree, (step, token) => DeploymentChains.CompareAsync(Session, repository, step, token), cancellationToken))
        {
            facts[compared.Key] = compared;
        }

        return ([.. facts.Values], mark with
        {
            Chains = chains,
            ChangedUntil = last ? mark.ChangedNewest ?? mark.ChangedUntil : mark.ChangedUntil,
            ChangedNewest = last ? null : mark.ChangedNewest,
        });
    }

    private bool IsSuccessInProduction(Deployment deployment) => deployment.Result is DeploymentResult.Success && Session.Settings.IsProduction(deployment.Environment);
}

/// <summary>Deployments from GitHub's deployments API: one request for a hundred, one more for the statuses of each that changed.</summary>
internal sealed class ApiDeploymentStream(GitHubSession session) : DeploymentStream<GitHubDeployment>(session)
{
    protected override int ChunkSize => 25;

    protected override long IdOf(GitHubDeployment item) => item.Id;

    protected override DateTimeOffset? StampOf(GitHubDeployment item) => item.CreatedAt;

    protected override async Task<GitHubPage<GitHubDeployment>> FirstAsync(GitHubRepository repository, int page, string? etag, CancellationToken cancellationToken) =>
        GitHubPage<GitHubDeployment>.Of(await Session.Api.DeploymentsAsync(repository.Owner, repository.Name!, GitHubSession.PageSize, page, etag, cancellationToken), static items => items);

    protected override async Task<GitHubPage<GitHubDeployment>> NextAsync(Uri address, CancellationToken cancellationToken) =>
        GitHubPage<GitHubDeployment>.Of(
            await Session.Http.GetAsync(address, "repos/{owner}/{repo}/deployments", GitHubJson.Default.GitHubDeploymentArray, cancellationToken), static items => items);

    protected override async Task<(IReadOnlyList<Deployment> Deployments, DeploymentMark Mark)> ReadAsync(
        GitHubRepository repository, IReadOnlyList<GitHubDeployment> items, DeploymentMark mark, CancellationToken cancellationToken)
    {
        var meant = items.Where(item => item.Environment is not null && Session.Settings.IsDeployingEnvironment(item.Environment)).ToList();
        var changed = meant.Where(item => mark.ChangedUntil is null || !(item.UpdatedAt < mark.ChangedUntil) || mark.Open.ContainsKey(item.Id)).ToList();
        var found = new List<Deployment>(changed.Count);
        // Whatever has no end by then is out of the list's reach, and never gets one.
        var givenUp = Session.Clock.GetUtcNow() - Lookback;
        var open = mark.Open.Where(running => running.Value > givenUp).ToDictionary();
        await foreach (var (item, statuses) in Ordered.SelectAsync(changed, GitHubSession.Degree, (item, token) => WithStatusesAsync(repository, item, token), cancellationToken))
        {
            open.Remove(item.Id);
            if (item.ToFact(Session.Keys, repository, statuses) is not { } deployment)
            {
                continue;
            }

            found.Add(deployment);
            if (deployment.Result is null && item.CreatedAt > givenUp && !statuses.Any(status => status.Is("inactive")))
            {
                open[item.Id] = item.CreatedAt.Value;
            }
        }

        return (found, mark with { Open = open, ChangedNewest = items.Select(item => item.UpdatedAt).Append(mark.ChangedNewest).Max() });
    }

    private async Task<(GitHubDeployment Item, IReadOnlyCollection<GitHubDeploymentStatus> Statuses)> WithStatusesAsync(
        GitHubRepository repository, GitHubDeployment item, CancellationToken cancellationToken)
    {
        var statuses = await Session.Api.DeploymentStatusesAsync(repository.Owner, repository.Name!, item.Id, GitHubSession.PageSize, cancellationToken);
        return (item, [.. statuses.GetContent().OfType<GitHubDeploymentStatus>()]);
    }
}

/// <summary>Deployments of companies that deploy by workflow.</summary>
internal sealed class WorkflowDeploymentStream(GitHubSession session) : DeploymentStream<GitHubWorkflowRun>(session)
{
    protected override TimeSpan Lookback => TimeSpan.FromDays(3);

    protected override long IdOf(GitHubWorkflowRun item) => item.Id;

    protected override DateTimeOffset? StampOf(GitHubWorkflowRun item) => item.CreatedAt;

    protected override Task<GitHubPage<GitHubWorkflowRun>> FirstAsync(GitHubRepository repository, int page, string? etag, CancellationToken cancellationToken) =>
        WorkflowRunPages.FirstAsync(Session, repository, page, etag, cancellationToken);

    protected override Task<GitHubPage<GitHubWorkflowRun>> NextAsync(Uri address, CancellationToken cancellationToken) => WorkflowRunPages.NextAsync(Session, address, cancellationToken);

    protected override Task<(IReadOnlyList<Deployment> Deployments, DeploymentMark Mark)> ReadAsync(
        GitHubRepository repository, IReadOnlyList<GitHubWorkflowRun> items, DeploymentMark mark, CancellationToken cancellationToken) =>
        Task.FromResult<(IReadOnlyList<Deployment>, DeploymentMark)>((
            [.. items.Where(run => mark.ChangedUntil is null || !(run.UpdatedAt < mark.ChangedUntil)).Select(run => run.ToDeployment(Session.Keys, repository, Session.Settings)).OfType<Deployment>()],
            mark with { ChangedNewest = items.Select(run => run.UpdatedAt).Append(mark.ChangedNewest).Max() }));
}

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

    protected override Task<(IReadOnlyList<Deployment> Deployments, DeploymentMark Mark)> ReadAsync(
        GitHubRepository repository, IReadOnlyList<GitHubRelease> items, DeploymentMark mark, CancellationToken cancellationToken) =>
        Task.FromResult<(IReadOnlyList<Deployment>, DeploymentMark)>((
            [.. items.Where(release => mark.ChangedUntil is null || release.PublishedAt >= mark.ChangedUntil).Select(release => release.ToDeployment(Session.Keys, repository, Session.Settings)).OfType<Deployment>()],
            mark with { ChangedNewest = items.Select(release => release.PublishedAt).Append(mark.ChangedNewest).Max() }));
}
