using Cto.Connectors.Code;
using Cto.Connectors.Http;
using Cto.Domain.Delivery;
using Cto.Domain.Sources;

namespace Cto.Connectors.GitHub;

/// <summary>Finds, for each successful production deployment, the one before it, and the commits between the two.</summary>
/// <remarks>We read backwards, so a deployment waits for its predecessor, over pages, sweeps and restarts; it was written without commits before and is written again with them.</remarks>
internal static class DeploymentChains
{
    // Beyond, the graph counts as unknown and time decides: a thousand commits in one deployment are a migration, not a change.
    private const int MaxCommits = 1000;

    /// <summary>A deployment and the successful one of its environment before it.</summary>
    public sealed record Step(Deployment Later, Deployment Earlier);

    /// <param name="chains">What is known of each environment.</param>
    /// <param name="successes">Successful production deployments, latest first.</param>
    /// <param name="last">Whether the sweep ends here: then the earliest follows the last of the sweep before.</param>
    public static (Dictionary<string, DeploymentChain> Chains, IReadOnlyList<Step> Steps) Extend(
        IReadOnlyDictionary<string, DeploymentChain> chains, IEnumerable<Deployment> successes, bool last)
    {
        var extended = new Dictionary<string, DeploymentChain>(chains);
        var steps = new List<Step>();
        // Of several that ended in one second, the order must be the one in which they are linked: else the first of all seems to have another before it.
        foreach (var full in successes.OrderByDescending(deployment => deployment.FinishedAt).ThenByDescending(deployment => deployment.StartedAt)
            .ThenByDescending(deployment => deployment.Key, StringComparer.Ordinal))
        {
            var deployment = full with { Commits = null };
            var chain = extended.GetValueOrDefault(deployment.Environment) ?? new();
            if (chain.Waiting is { } waiting && waiting.Key != deployment.Key)
            {
                steps.Add(new(waiting, deployment));
            }

            extended[deployment.Environment] = chain with { Newest = Later(chain.Newest, deployment), Waiting = deployment };
        }

        foreach (var (environment, chain) in last ? extended.ToList() : [])
        {
            if (chain is { Waiting: { } waiting, Latest: { } latest } && waiting.Key != latest.Key && !(waiting.FinishedAt < latest.FinishedAt))
            {
                steps.Add(new(waiting, latest));
            }

            extended[environment] = new() { Latest = Later(chain.Latest, chain.Newest) };
        }

        return (extended, steps);
    }

    /// <summary>The later deployment with the commits that it added; with none when it is the same version or an older one, unchanged when the graph is unknown.</summary>
    public static async Task<Deployment> CompareAsync(GitHubSession session, GitHubRepository repository, Step step, CancellationToken cancellationToken)
    {
        if ((step.Earlier.Commit ?? step.Earlier.Ref) is not { } from || (step.Later.Commit ?? step.Later.Ref) is not { } to)
        {
            return step.Later;
        }

        if (string.Equals(from, to, StringComparison.OrdinalIgnoreCase))
        {
            return step.Later with { Commits = [] };
        }

        try
        {
            var commits = await BetweenAsync(session, repository, $"{from}...{to}", cancellationToken);
            return commits is null ? step.Later : step.Later with { Commits = commits, Commit = step.Later.Commit ?? commits.LastOrDefault() };
        }
        catch (SourceException e) when (e.Fault is SourceFault.NotFound)
        {
            // One of the two was rebased away.
            return step.Later;
        }
    }

    private static async Task<List<string>?> BetweenAsync(GitHubSession session, GitHubRepository repository, string range, CancellationToken cancellationToken)
    {
        var commits = new List<string>();
        var page = await session.Api.CompareAsync(repository.Owner, repository.Name!, range, GitHubSession.PageSize, cancellationToken);
        var paging = new Paging(page.Address);
        while (!(page.Content.TotalCommits > MaxCommits))
        {
            commits.AddRange((page.Content.Commits ?? []).Select(commit => commit?.Sha).OfType<string>());
            if (paging.Next(page.Headers) is not { } next)
            {
                return page.Content.TotalCommits > commits.Count ? null : commits;
            }

            page = await session.Http.GetAsync(next, "repos/{owner}/{repo}/compare/{basehead}", GitHubJson.Default.GitHubComparison, cancellationToken);
        }

        return null;
    }

    private static Deployment? Later(Deployment? one, Deployment? other) => one is null || other?.FinishedAt > one.FinishedAt ? other : one;
}
