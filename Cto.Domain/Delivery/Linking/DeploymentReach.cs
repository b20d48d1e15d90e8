namespace Cto.Domain.Delivery.Linking;

/// <summary>Where no commit list says what a deployment contains, time does: whatever reached the branch at or before the deployed commit did.</summary>
internal sealed class DeploymentReach(DeploymentLine line, Shipping shipping)
{
    private readonly Dictionary<(string Repository, bool Listed), Reach> _byRepository = new(new RepositoryComparer());

    /// <summary>The first success whose deployed commit is not older than the change; -1 when there is none.</summary>
    public int FirstToReach(Change change)
    {
        // A change without a commit cannot be found in a list, so for it deployments with a list count by time as well.
        var key = (change.Repository, Listed: change.Commit is null);
        if (!_byRepository.TryGetValue(key, out var reach))
        {
            _byRepository[key] = reach = ReachOf(key.Repository, key.Listed);
        }

        var found = Array.BinarySearch(reach.Latest, change.ReachedAt);
        var first = found >= 0 ? found : ~found;
        return first < reach.Deployments.Length ? reach.Deployments[first] : -1;
    }

    private Reach ReachOf(string repository, bool listed)
    {
        var deployments = new List<int>();
        var latest = new List<DateTimeOffset>();
        for (var i = 0; i < line.Successes.Length; i++)
        {
            var success = line.Successes[i];
            if ((success.Commits is null || listed) && (success.Repository is null || string.Equals(success.Repository, repository, StringComparison.OrdinalIgnoreCase)))
            {
                // Only a deployment that reaches further than all before it can be the first to contain anything.
                var until = DeployedCommitAt(i);
                if (latest.Count == 0 || until > latest[^1])
                {
                    deployments.Add(i);
                    latest.Add(until);
                }
            }
        }

        return new Reach([.. deployments], [.. latest]);
    }

    // A branch that is deployed again has moved on; a tag or an older branch that is returned to has not.
    private DateTimeOffset DeployedCommitAt(int index)
    {
        var deployment = line.Successes[index];
        var began = DeploymentVersions.BeganAt(deployment)!.Value;
        if (deployment.Commit is { } commit)
        {
            return shipping.ReachedAt(commit) ?? line.FirstStartOf(commit);
        }

        return deployment.Ref is not { } name || (index > 0 && line.Successes[index - 1].Ref == name) ? began : line.FirstStartOf(name);
    }

    /// <param name="Deployments">Successes in order.</param>
    /// <param name="Latest">Up to when each reaches, strictly rising.</param>
    private sealed record Reach(int[] Deployments, DateTimeOffset[] Latest);

    private sealed class RepositoryComparer : IEqualityComparer<(string Repository, bool Listed)>
    {
        public bool Equals((string Repository, bool Listed) x, (string Repository, bool Listed) y) =>
            x.Listed == y.Listed && string.Equals(x.Repository, y.Repository, StringComparison.OrdinalIgnoreCase);

        public int GetHashCode((string Repository, bool Listed) key) => HashCode.Combine(StringComparer.OrdinalIgnoreCase.GetHashCode(key.Repository), key.Listed);
    }
}
