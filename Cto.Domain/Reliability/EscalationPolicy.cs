namespace Cto.Domain.Reliability;

/// <summary>Who is told in which order when a service fails.</summary>
public sealed record EscalationPolicy : Fact
{
    public required string Name { get; init; }
    public string? Team { get; init; }
    public IReadOnlyList<string>? Services { get; init; }

    /// <summary>Level by level: the keys of schedules and the names of people, separated by commas.</summary>
    public IReadOnlyList<string>? Levels { get; init; }
}
