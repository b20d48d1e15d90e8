using System.Collections.Frozen;

namespace Cto.Upstreams.World.Delivery;

/// <summary>Everything that happens in one repository, from the company's history to its future.</summary>
internal sealed class RepositoryLife
{
    private readonly Lazy<FrozenDictionary<string, int>> _places;
    private readonly Lazy<FrozenDictionary<int, PullRequest>> _byNumber;
    private readonly Lazy<FrozenDictionary<long, Deployment>> _deployments;

    public RepositoryLife(Repository repository, IReadOnlyList<PullRequest> pulls, IReadOnlyList<Deployment> deployments, IReadOnlyList<PipelineRun> runs, IReadOnlyList<Release> releases)
    {
        (Repository, PullRequests, Deployments, Runs, Releases) = (repository, pulls, deployments, runs, releases);
        Line = [.. pulls.Where(pull => pull.MergedAt is not null).OrderBy(pull => pull.MergedAt).ThenBy(pull => pull.Number)];
        _places = new(() => Line.Select((pull, place) => (pull.MergeCommit!, place)).ToFrozenDictionary(pair => pair.Item1, pair => pair.place));
        _byNumber = new(() => pulls.ToFrozenDictionary(pull => pull.Number));
        _deployments = new(() => deployments.ToFrozenDictionary(deployment => deployment.Id));
    }

    public Repository Repository { get; }

    /// <summary>By number, which is by creation.</summary>
    public IReadOnlyList<PullRequest> PullRequests { get; }

    /// <summary>To production and staging, by creation.</summary>
    public IReadOnlyList<Deployment> Deployments { get; }

    /// <summary>By creation.</summary>
    public IReadOnlyList<PipelineRun> Runs { get; }

    /// <summary>By publication.</summary>
    public IReadOnlyList<Release> Releases { get; }

    /// <summary>What was merged, in the order of the main branch.</summary>
    public IReadOnlyList<PullRequest> Line { get; }

    /// <summary>Where a commit stands on the main branch, from 0; -1 for a commit that is not its.</summary>
    public int PlaceOf(string commit) => _places.Value.GetValueOrDefault(commit, -1);

    /// <summary>The commits of the main branch that one place has and another, before it, has not: those of the branches and their merges, oldest first. Empty the other way round.</summary>
    public IReadOnlyList<Commit> Between(int from, int to) =>
    [
        .. Line.Take(to + 1).Skip(from + 1)
            .SelectMany(pull => pull.Commits.Append(new(pull.MergeCommit!, pull.MergedAt!.Value, pull.Author, $"Merge pull request #{pull.Number}"))),
    ];

    public PullRequest? PullRequest(int number) => _byNumber.Value.GetValueOrDefault(number);

    public Deployment? Deployment(long id) => _deployments.Value.GetValueOrDefault(id);

    /// <summary>The last thing that was pushed by an instant.</summary>
    public DateTimeOffset PushedAt(DateTimeOffset now, DateTimeOffset otherwise)
    {
        var latest = otherwise;
        foreach (var pull in PullRequests)
        {
            if (pull.CreatedAt > now)
            {
                break;
            }

            var at = pull.MergedAt <= now ? pull.MergedAt.Value : pull.CreatedAt;
            latest = at > latest ? at : latest;
        }

        return latest;
    }
}
