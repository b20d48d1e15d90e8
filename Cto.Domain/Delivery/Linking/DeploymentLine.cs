namespace Cto.Domain.Delivery.Linking;

/// <summary>A service's finished production deployments in the order they finished.</summary>
internal sealed class DeploymentLine
{
    private readonly Dictionary<string, DateTimeOffset> _firstStarts = new(StringComparer.Ordinal);

    public DeploymentLine(DeliveryHistory history)
    {
        var kinds = new Dictionary<string, bool>(StringComparer.Ordinal);
        var finished = new List<Deployment>(history.Deployments.Count);
        foreach (var deployment in history.Deployments)
        {
            if (DeploymentVersions.VersionOf(deployment) is { } version && DeploymentVersions.BeganAt(deployment) is { } began)
            {
                _firstStarts[version] = _firstStarts.TryGetValue(version, out var known) && known < began ? known : began;
            }

            if (deployment is { FinishedAt: not null, Result: not null } && IsProduction(deployment.Environment))
            {
                finished.Add(deployment);
            }
        }

        finished.Sort(ByFinish);
        Finished = finished;
        Successes = [.. finished.Where(deployment => deployment.Result == DeploymentResult.Success)];
        Lanes = LanesOf(Successes);

        bool IsProduction(string environment) => kinds.TryGetValue(environment, out var known)
            ? known
            : kinds[environment] = Environments.KindOf(environment, history.Rules) == EnvironmentKind.Production;
    }

    /// <summary>All, failed runs included.</summary>
    public IReadOnlyList<Deployment> Finished { get; }

    /// <summary>Those whose run succeeded: the indices that all rules speak of.</summary>
    public Deployment[] Successes { get; }

    /// <summary>
    /// The successes by what runs in one place: two regions, or two repositories of one service, each have a running version of their own, and a
    /// version that reaches the second region later is no rollback there.
    /// </summary>
    public IReadOnlyList<int[]> Lanes { get; }

    public DateTimeOffset FinishOf(int index) => Successes[index].FinishedAt!.Value;

    /// <summary>When the first deployment of a version began, in whatever environment and however it ended.</summary>
    public DateTimeOffset FirstStartOf(string version) => _firstStarts[version];

    /// <summary>The last success that finished at or before an instant; -1 when there is none.</summary>
    public int LastAt(DateTimeOffset instant)
    {
        var (low, high) = (0, Successes.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = FinishOf(middle) <= instant ? (middle + 1, high) : (low, middle);
        }

        return low - 1;
    }

    private static int ByFinish(Deployment a, Deployment b)
    {
        var order = a.FinishedAt!.Value.CompareTo(b.FinishedAt!.Value);
        order = order != 0 ? order : DeploymentVersions.BeganAt(a)!.Value.CompareTo(DeploymentVersions.BeganAt(b)!.Value);
        return order != 0 ? order : string.CompareOrdinal(a.Key, b.Key);
    }

    private static int[][] LanesOf(Deployment[] successes)
    {
        var known = successes.Select(success => success.Repository).OfType<string>().Distinct(StringComparer.OrdinalIgnoreCase).Take(2).ToArray();
        var only = known.Length == 1 ? known[0] : null;
        return
        [
            .. Enumerable.Range(0, successes.Length)
                .GroupBy(i => (successes[i].Environment.ToUpperInvariant(), (successes[i].Repository ?? only)?.ToUpperInvariant()))
                .Select(lane => lane.ToArray()),
        ];
    }
}
