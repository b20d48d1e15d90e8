namespace Cto.Domain.Delivery.Linking;

/// <summary>What the rules have found out about each successful deployment so far.</summary>
internal sealed class Verdicts(Deployment[] successes)
{
    private readonly Marks[] _marks = new Marks[successes.Length];
    private readonly Dictionary<int, Failing> _failures = [];
    private readonly Dictionary<string, int> _indices = IndicesOf(successes);

    public bool IsRollback(int index) => _marks[index].HasFlag(Marks.Rollback);

    /// <summary>The successful production deployment with a key; -1 when there is none.</summary>
    public int IndexOf(string key) => _indices.GetValueOrDefault(key, -1);

    /// <summary>The rollbacks and what each undid.</summary>
    public List<Rollback> RolledBack { get; } = [];

    public void RollBack(Rollback rollback)
    {
        RolledBack.Add(rollback);
        _marks[rollback.Index] |= Marks.Rollback;
        Fail(rollback.Failed, FailureReasons.RolledBack, fixedBy: rollback.Index);
    }

    public void MarkHotfix(int index) => _marks[index] |= Marks.Hotfix;

    public void MarkRevert(int index) => _marks[index] |= Marks.Revert;

    public void MarkIncidentFix(int index) => _marks[index] |= Marks.IncidentFix;

    public void Fail(int index, FailureReasons reason) => FailingOf(index).Reasons |= reason;

    /// <summary>Fails a deployment because of what a later deployment did about it.</summary>
    public void Fail(int index, FailureReasons reason, int fixedBy)
    {
        Fail(index, reason);
        Remedy(index, successes[fixedBy].FinishedAt!.Value, new FactKey(FactKinds.Deployment, successes[fixedBy].Key));
    }

    public void FailByIncident(int index, Incident incident)
    {
        var failing = FailingOf(index);
        failing.Reasons |= FailureReasons.Incident;
        failing.IncidentAt = failing.IncidentAt < incident.StartedAt ? failing.IncidentAt : incident.StartedAt;
        if (incident.ResolvedAt is { } resolved)
        {
            Remedy(index, resolved, new FactKey(FactKinds.Incident, incident.Key));
        }
    }

    public void Remedy(int index, DateTimeOffset at, FactKey by) => FailingOf(index).Remedies.Add((at, by));

    public DeploymentLink LinkOf(Deployment deployment)
    {
        var index = deployment.Result == DeploymentResult.Success ? IndexOf(deployment.Key) : -1;
        return index < 0 ? new DeploymentLink { Deployment = deployment, Successful = false } : new DeploymentLink
        {
            Deployment = deployment,
            Successful = true,
            First = index == 0,
            Rollback = IsRollback(index),
            Hotfix = _marks[index].HasFlag(Marks.Hotfix),
            Revert = _marks[index].HasFlag(Marks.Revert),
            IncidentFix = _marks[index].HasFlag(Marks.IncidentFix),
            Failure = _failures.TryGetValue(index, out var failing) ? failing.Of(deployment) : null,
        };
    }

    private Failing FailingOf(int index)
    {
        if (!_failures.TryGetValue(index, out var failing))
        {
            _failures[index] = failing = new Failing();
        }

        return failing;
    }

    private static Dictionary<string, int> IndicesOf(Deployment[] successes)
    {
        var indices = new Dictionary<string, int>(successes.Length, StringComparer.Ordinal);
        for (var i = 0; i < successes.Length; i++)
        {
            indices[successes[i].Key] = i;
        }

        return indices;
    }

    [Flags]
    private enum Marks : byte
    {
        Rollback = 1,
        Hotfix = 2,
        Revert = 4,
        IncidentFix = 8,
    }

    private sealed class Failing
    {
        public FailureReasons Reasons { get; set; }
        public DateTimeOffset? IncidentAt { get; set; }
        public List<(DateTimeOffset At, FactKey By)> Remedies { get; } = [];

        public ChangeFailure Of(Deployment deployment)
        {
            var started = IncidentAt ?? deployment.FinishedAt!.Value;
            var remedies = Remedies.Where(remedy => remedy.At >= started).ToArray();
            (DateTimeOffset At, FactKey By)? remedied = remedies.Length == 0 ? null : remedies.MinBy(remedy => remedy.At);
            return new ChangeFailure
            {
                Reasons = Reasons,
                StartedAt = started,
                RemediedAt = remedied?.At,
                RemediedBy = remedied?.By,
                RecoveryFromFinish = remedied?.At - deployment.FinishedAt,
            };
        }
    }
}
