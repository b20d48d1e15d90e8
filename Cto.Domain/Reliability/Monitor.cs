namespace Cto.Domain.Reliability;

/// <summary>A rule that watches something and its state now.</summary>
public sealed record Monitor : Fact
{
    public required string Name { get; init; }
    public string? Service { get; init; }
    public string? Type { get; init; }
    public string? Query { get; init; }
    public required MonitorState State { get; init; }

    /// <summary>Since when it is in this state.</summary>
    public DateTimeOffset? Since { get; init; }
    public bool Muted { get; init; }
    public int? Priority { get; init; }
    public IReadOnlyList<string>? Tags { get; init; }
}

/// <summary>What a monitor says.</summary>
public enum MonitorState
{
    Ok,
    Warning,
    Alerting,
    NoData,
}
