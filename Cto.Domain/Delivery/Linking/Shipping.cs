namespace Cto.Domain.Delivery.Linking;

/// <summary>Which successful deployment first contains which change.</summary>
internal sealed class Shipping
{
    private readonly Dictionary<string, int> _deploymentBySha = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _changeBySha;
    private readonly int[] _shippedBy;

    public Shipping(DeploymentLine line, IReadOnlyList<Change> changes)
    {
        Line = line;
        Changes = changes;
        _changeBySha = new Dictionary<string, int>(changes.Count, StringComparer.Ordinal);
        for (var i = 0; i < changes.Count; i++)
        {
            // A pull request knows better than its merge commit when it was merged.
            if (changes[i].Commit is { } sha && (!_changeBySha.TryAdd(sha, i) && changes[i].Fact.Kind == FactKinds.PullRequest))
            {
                _changeBySha[sha] = i;
            }
        }

        for (var i = 0; i < line.Successes.Length; i++)
        {
            foreach (var sha in line.Successes[i].Commits ?? [])
            {
                _deploymentBySha.TryAdd(sha, i);
            }

            if (line.Successes[i].Commit is { } deployed)
            {
                _deploymentBySha.TryAdd(deployed, i);
            }
        }

        _shippedBy = new int[changes.Count];
        var reach = new DeploymentReach(line, this);
        for (var i = 0; i < changes.Count; i++)
        {
            _shippedBy[i] = Find(changes[i], reach);
        }
    }

    public DeploymentLine Line { get; }
    public IReadOnlyList<Change> Changes { get; }

    /// <summary>The success that first shipped a change; -1 while none has.</summary>
    public int ShippedBy(int change) => _shippedBy[change];

    /// <summary>The success that first shipped a commit; -1 when unknown.</summary>
    public int ShippedBy(string sha) =>
        _changeBySha.TryGetValue(sha, out var change) ? _shippedBy[change] : _deploymentBySha.GetValueOrDefault(sha, -1);

    /// <summary>When the change whose commit this is reached the branch; <see langword="null"/> when it is no known change's.</summary>
    public DateTimeOffset? ReachedAt(string sha) => _changeBySha.TryGetValue(sha, out var change) ? Changes[change].ReachedAt : null;

    // The graph where it is known, time where it is not; whichever is earlier.
    private int Find(Change change, DeploymentReach reach)
    {
        var byTime = reach.FirstToReach(change);
        return change.Commit is not null && _deploymentBySha.TryGetValue(change.Commit, out var byGraph) && (byTime < 0 || byGraph < byTime) ? byGraph : byTime;
    }
}
