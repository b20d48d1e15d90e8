namespace Cto.Domain.Reliability;

/// <summary>A rotation of people who answer.</summary>
public sealed record OnCallSchedule : Fact
{
    public required string Name { get; init; }
    public string? Team { get; init; }

    /// <summary>IANA name; <see langword="null"/> when unknown.</summary>
    public string? TimeZone { get; init; }

    /// <summary>The span for which its shifts were read: within it, a time without a shift is an empty one.</summary>
    public DateTimeOffset? KnownFrom { get; init; }
    public DateTimeOffset? KnownUntil { get; init; }
}
