using Cto.Connectors.Code;
using Cto.Connectors.Http;
using Cto.Domain.Delivery;
using Cto.Domain.Sources;

namespace Cto.Connectors.GitLab;

/// <summary>Deployments, with the commits that each successful production deployment added since the one before it.</summary>
internal sealed class GitLabDeploymentStream(GitLabSession session) : GitLabStream<GitLabDeployment>(session)
{
    // Beyond, the graph counts as unknown and time decides: a thousand commits in one deployment are a migration, not a change.
    private const int MaxCommits = 1000;

    public override string Title => "deployments";

    // A comparison each, perhaps: what a limit or a crash interrupts is small.
    protected override int ChunkSize => 10;

    public override string Fingerprint => Session.Settings.DeploymentFingerprint;

    protected override long IdOf(GitLabDeployment item) => item.Id;

    protected override DateTimeOffset? StampOf(GitLabDeployment item) => item.UpdatedAt ?? item.CreatedAt;

    protected override Task<Answer<GitLabDeployment?[]>> AskAsync(GitLabProject project, string updatedAfter, int page, CancellationToken cancellationToken) =>
        Session.Api.DeploymentsAsync(project.Id, "updated_at", "asc", updatedAfter, GitLabSession.PageSize, page, cancellationToken);

    protected override async Task<GitLabRead> ReadAsync(
        GitLabProject project, IReadOnlyList<GitLabDeployment> items, RepositoryMark mark, CancellationToken cancellationToken)
    {
        var found = items.Where(item => Session.Settings.ReadsDeploymentsTo(item.Environment?.Name))
            .Select(item => item.ToFact(Session.Keys, project)).OfType<Deployment>().ToDictionary(deployment => deployment.Key);
        var (chains, steps) = Link(mark.Deployments?.Chains ?? [], found.Values);
        await foreach (var compared in Ordered.SelectAsync(steps, GitLabSession.Degree, (step, token) => CompareAsync(project, step.Earlier, step.Later, token), cancellationToken))
        {
            found[compared.Key] = compared;
        }

        return new([.. found.Values], mark with { Deployments = new() { Chains = chains } });
    }

    // We read forwards, so the one before is known; one that ended earlier than that is an old one that changed, and was compared before.
    private (Dictionary<string, DeploymentChain> Chains, List<(Deployment Earlier, Deployment Later)> Steps) Link(Dictionary<string, DeploymentChain> known, IEnumerable<Deployment> found)
    {
        var chains = new Dictionary<string, DeploymentChain>(known);
        var steps = new List<(Deployment, Deployment)>();
        foreach (var deployment in found.Where(IsSuccessInProduction).OrderBy(deployment => deployment.FinishedAt).ThenBy(deployment => deployment.StartedAt))
        {
            var latest = chains.GetValueOrDefault(deployment.Environment)?.Latest;
            if (latest is null || (deployment.FinishedAt >= latest.FinishedAt && deployment.Key != latest.Key))
            {
                steps.AddRange(latest is null ? [] : [(latest, deployment)]);
                chains[deployment.Environment] = new() { Latest = deployment with { Commits = null } };
            }
        }

        return (chains, steps);
    }

    private async Task<Deployment> CompareAsync(GitLabProject project, Deployment earlier, Deployment later, CancellationToken cancellationToken)
    {
        if ((earlier.Commit ?? earlier.Ref) is not { } from || (later.Commit ?? later.Ref) is not { } to)
        {
            return later;
        }

        if (string.Equals(from, to, StringComparison.OrdinalIgnoreCase))
        {
            return later with { Commits = [] };
        }

        try
        {
            var comparison = (await Session.People.CompareAsync(project.Id, from, to, cancellationToken)).Content;
            return comparison.Commits is { Length: <= MaxCommits } commits && comparison.CompareTimeout != true
                ? later with { Commits = [.. commits.Select(commit => commit?.Id).OfType<string>()] }
                : later;
        }
        catch (SourceException e) when (e.Fault is SourceFault.NotFound or SourceFault.Forbidden)
        {
            // One of the two was rebased away, or code is hidden from the token: then time decides.
            return later;
        }
    }

    private bool IsSuccessInProduction(Deployment deployment) => deployment.Result is DeploymentResult.Success && Session.Settings.IsProduction(deployment.Environment);
}
