namespace Cto.Domain.Reliability;

/// <summary>Something that asked for attention; the grave ones become incidents.</summary>
public sealed record Alert : Fact
{
    public required string Title { get; init; }
    public string? Service { get; init; }
    public string? Team { get; init; }

    /// <summary>In the vendor's word: <c>P1</c>, <c>CRITICAL</c>.</summary>
    public string? Priority { get; init; }
    public required AlertStatus Status { get; init; }

    /// <summary>What raised it.</summary>
    public string? Origin { get; init; }
    public string? Assignee { get; init; }
    public required DateTimeOffset StartedAt { get; init; }
    public DateTimeOffset? AcknowledgedAt { get; init; }
    public DateTimeOffset? ClosedAt { get; init; }
}

/// <summary>Where an alert stands.</summary>
public enum AlertStatus
{
    Open,
    Acknowledged,
    Closed,
}
