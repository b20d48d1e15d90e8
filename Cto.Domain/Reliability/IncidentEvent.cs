namespace Cto.Domain.Reliability;

/// <summary>One entry of an incident's log: who was told, who took it, what was noted.</summary>
public sealed record IncidentEvent : Fact
{
    /// <summary>The key of the <see cref="Delivery.Incident"/>.</summary>
    public required string Incident { get; init; }
    public required IncidentEventType Type { get; init; }
    public required DateTimeOffset At { get; init; }

    /// <summary>Who did it, or for <see cref="IncidentEventType.Notified"/> who was told.</summary>
    public string? Person { get; init; }
    public string? Email { get; init; }

    /// <summary>By what: <c>sms</c>, <c>phone</c>, <c>push</c>, <c>email</c>.</summary>
    public string? Channel { get; init; }
    public string? Summary { get; init; }
}

/// <summary>What an entry of an incident's log says.</summary>
public enum IncidentEventType
{
    Triggered,
    Notified,
    Acknowledged,
    Assigned,
    Escalated,
    PriorityChanged,
    Noted,
    Resolved,
    Other,
}
