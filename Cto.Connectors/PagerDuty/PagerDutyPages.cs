using System.Text.Json.Serialization;

namespace Cto.Connectors.PagerDuty;

/// <summary>One page of a list that is paged by offset.</summary>
internal abstract class PagerDutyPage<T>
    where T : PagerDutyReference
{
    public bool? More { get; set; }

    /// <summary>The records, holes left out.</summary>
    [JsonIgnore]
    public IReadOnlyList<T> Items => [.. (Listed ?? []).OfType<T>()];

    protected abstract T?[]? Listed { get; }
}

internal sealed class PagerDutyIncidentPage : PagerDutyPage<PagerDutyIncident>
{
    public PagerDutyIncident?[]? Incidents { get; set; }

    protected override PagerDutyIncident?[]? Listed => Incidents;
}

internal sealed class PagerDutyLogEntryPage : PagerDutyPage<PagerDutyLogEntry>
{
    public PagerDutyLogEntry?[]? LogEntries { get; set; }

    protected override PagerDutyLogEntry?[]? Listed => LogEntries;
}

internal sealed class PagerDutySchedulePage : PagerDutyPage<PagerDutySchedule>
{
    public PagerDutySchedule?[]? Schedules { get; set; }

    protected override PagerDutySchedule?[]? Listed => Schedules;
}

internal sealed class PagerDutyServicePage : PagerDutyPage<PagerDutyService>
{
    public PagerDutyService?[]? Services { get; set; }

    protected override PagerDutyService?[]? Listed => Services;
}

internal sealed class PagerDutyPolicyPage : PagerDutyPage<PagerDutyPolicy>
{
    public PagerDutyPolicy?[]? EscalationPolicies { get; set; }

    protected override PagerDutyPolicy?[]? Listed => EscalationPolicies;
}

internal sealed class PagerDutyUserPage : PagerDutyPage<PagerDutyUser>
{
    public PagerDutyUser?[]? Users { get; set; }

    protected override PagerDutyUser?[]? Listed => Users;
}

internal sealed class PagerDutyTeamPage : PagerDutyPage<PagerDutyReference>
{
    public PagerDutyReference?[]? Teams { get; set; }

    protected override PagerDutyReference?[]? Listed => Teams;
}
