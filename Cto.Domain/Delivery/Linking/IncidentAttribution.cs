namespace Cto.Domain.Delivery.Linking;

/// <summary>Puts each incident down to the deployment that caused it, by the strongest rule that finds one.</summary>
internal sealed class IncidentAttribution
{
    /// <summary>How long after an incident began a rollback may begin and still be about it.</summary>
    private static readonly TimeSpan RollbackWithin = TimeSpan.FromHours(24);

    private readonly DeploymentLine _line;
    private readonly Verdicts _verdicts;
    private readonly TimeSpan _window;
    private readonly IncidentMentions _mentions;
    private readonly HashSet<string> _keys;
    private readonly (DateTimeOffset Began, int Failed)[] _rollbacks;

    private IncidentAttribution(DeploymentLine line, Shipping shipping, Verdicts verdicts, DeliveryHistory history)
    {
        _line = line;
        _verdicts = verdicts;
        _window = history.Rules.AttributionWindow;
        _mentions = IncidentMentions.In(shipping, history.Incidents);
        _keys = history.Incidents.Any(incident => incident.Deployment is not null) ? [.. history.Deployments.Select(deployment => deployment.Key)] : [];
        _rollbacks = [.. verdicts.RolledBack.Select(rollback => (DeploymentVersions.BeganAt(line.Successes[rollback.Index])!.Value, rollback.Failed)).Order()];
    }

    public static IReadOnlyList<IncidentLink> Apply(DeploymentLine line, Shipping shipping, Verdicts verdicts, DeliveryHistory history)
    {
        var attribution = new IncidentAttribution(line, shipping, verdicts, history);
        return [.. history.Incidents.Select(attribution.Attribute)];
    }

    private IncidentLink Attribute(Incident incident)
    {
        var (index, rule) = Find(incident);
        if (index >= 0)
        {
            _verdicts.FailByIncident(index, incident);
        }

        foreach (var fix in _mentions.FixesOf(incident))
        {
            _verdicts.MarkIncidentFix(fix);
            if (index >= 0 && fix > index)
            {
                _verdicts.Remedy(index, _line.FinishOf(fix), new FactKey(FactKinds.Deployment, _line.Successes[fix].Key));
            }
        }

        return new IncidentLink(incident, index < 0 ? null : _line.Successes[index], rule);
    }

    private (int Index, IncidentRule Rule) Find(Incident incident)
    {
        if (incident.Deployment is { } named && _keys.Contains(named))
        {
            // Someone said which: where that is no successful production deployment, no other is to blame.
            return _verdicts.IndexOf(named) is >= 0 and var index ? (index, IncidentRule.ExplicitLink) : (-1, IncidentRule.Unattributed);
        }

        if (_mentions.CauseOf(incident) is >= 0 and var mentioned)
        {
            return (mentioned, IncidentRule.ExplicitLink);
        }

        if (FailedByRollback(incident) is >= 0 and var undone)
        {
            return (undone, IncidentRule.Rollback);
        }

        var last = _line.LastAt(incident.StartedAt);
        return last >= 0 && incident.StartedAt - _line.FinishOf(last) <= _window ? (last, IncidentRule.LastDeployment) : (-1, IncidentRule.Unattributed);
    }

    private int FailedByRollback(Incident incident)
    {
        var latest = incident.StartedAt + RollbackWithin;
        var until = incident.ResolvedAt < latest ? incident.ResolvedAt.Value : latest;
        for (var i = FirstAfter(incident.StartedAt); i < _rollbacks.Length && _rollbacks[i].Began <= until; i++)
        {
            if (_line.FinishOf(_rollbacks[i].Failed) < incident.StartedAt)
            {
                return _rollbacks[i].Failed;
            }
        }

        return -1;
    }

    private int FirstAfter(DateTimeOffset instant)
    {
        var (low, high) = (0, _rollbacks.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = _rollbacks[middle].Began <= instant ? (middle + 1, high) : (low, middle);
        }

        return low;
    }
}
