namespace Cto.Domain.Reliability;

/// <summary>A promise about a service: a share of good events over a window.</summary>
public sealed record Slo : Fact
{
    public required string Name { get; init; }
    public string? Service { get; init; }

    /// <summary><c>availability</c>, <c>latency</c>, or the vendor's word.</summary>
    public string? Type { get; init; }

    /// <summary>The promised share, between 0 and 1: 0.999.</summary>
    public required double Target { get; init; }

    /// <summary>The rolling window in days.</summary>
    public required int WindowDays { get; init; }
    public string? Description { get; init; }
    public IReadOnlyList<string>? Tags { get; init; }
}
