namespace Cto.Domain.Delivery;

/// <summary>An unplanned interruption or degradation of a service.</summary>
public sealed record Incident : Fact
{
    public required string Title { get; init; }

    /// <summary>The affected service's name; <see langword="null"/> when nobody said.</summary>
    public string? Service { get; init; }
    public IncidentSeverity? Severity { get; init; }
    public required IncidentStatus Status { get; init; }
    public required DateTimeOffset StartedAt { get; init; }
    public DateTimeOffset? AcknowledgedAt { get; init; }
    public DateTimeOffset? ResolvedAt { get; init; }

    /// <summary>The key of the deployment that is said to have caused it; <see langword="null"/> when nobody said.</summary>
    public string? Deployment { get; init; }
    public string? Assignee { get; init; }
}

/// <summary>How bad an incident is, worst first.</summary>
public enum IncidentSeverity
{
    Sev1 = 1,
    Sev2,
    Sev3,
    Sev4,
    Sev5,
}

/// <summary>Where an incident stands.</summary>
public enum IncidentStatus
{
    Triggered,
    Acknowledged,
    Resolved,
}
