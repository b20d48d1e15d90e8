namespace Cto.Domain.Reliability;

/// <summary>A machine, virtual machine or node that runs things.</summary>
public sealed record Host : Fact
{
    public required string Name { get; init; }
    public string? Service { get; init; }
    public string? Environment { get; init; }
    public string? Provider { get; init; }
    public string? Region { get; init; }
    public string? InstanceType { get; init; }
    public required bool Up { get; init; }
    public DateTimeOffset? LastSeenAt { get; init; }
    public IReadOnlyList<string>? Tags { get; init; }
}
