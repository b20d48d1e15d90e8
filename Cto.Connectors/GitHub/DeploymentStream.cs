using Cto.Connectors.Code;
using Cto.Connectors.Http;
using Cto.Domain.Delivery;

namespace Cto.Connectors.GitHub;

/// <summary>Deployments, wherever the company keeps them, with the commits that each successful production deployment added.</summary>
internal abstract class DeploymentStream<T>(GitHubSession session, GitHubList<T> list) : RepositoryStream<T>(session, list)
    where T : class
{
    public override string Title => "deployments";

    public override string Fingerprint => Session.Settings.DeploymentFingerprint;

    // While one is running the list must be read, whatever its tag says.
    protected override bool MayBeUnchanged(RepositoryMark mark) => mark.Deployments is not { Open.Count: > 0 };

    /// <summary>The deployments among the records that changed since the last sweep.</summary>
    protected abstract Task<DeploymentsRead> ReadAsync(
        GitHubRepository repository, IReadOnlyList<T> items, DeploymentMark mark, CancellationToken cancellationToken);

    protected override async Task<ChunkFacts> FactsAsync(
        GitHubRepository repository, IReadOnlyList<T> items, DeploymentMark? deployments, bool last, CancellationToken cancellationToken)
    {
        var (found, mark) = await ReadAsync(repository, items, deployments ?? new(), cancellationToken);
        var facts = found.ToDictionary(deployment => deployment.Key);
        var (chains, steps) = DeploymentChains.Extend(mark.Chains, found.Where(IsSuccessInProduction), last);
        var comparisons = Ordered.SelectAsync(steps, GitHubSession.Degree, (step, token) => DeploymentChains.CompareAsync(Session, repository, step, token), cancellationToken);
        await foreach (var compared in comparisons)
        {
            facts[compared.Key] = compared;
        }

        return new([.. facts.Values], mark with
        {
            Chains = chains,
            ChangedUntil = last ? mark.ChangedNewest ?? mark.ChangedUntil : mark.ChangedUntil,
            ChangedNewest = last ? null : mark.ChangedNewest,
        });
    }

    private bool IsSuccessInProduction(Deployment deployment) => deployment.Result is DeploymentResult.Success && Session.Settings.IsProduction(deployment.Environment);
}

/// <summary>The deployments among some records, and what is known besides.</summary>
internal sealed record DeploymentsRead(IReadOnlyList<Deployment> Deployments, DeploymentMark Mark);
