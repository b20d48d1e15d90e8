using System.ComponentModel.DataAnnotations;

namespace Cto.Domain.Reliability;

/// <summary>A promise about a service: a share of good events over a window.</summary>
public sealed record Slo : Fact
{
    public required string Name { get; init; }
    public string? Service { get; init; }

    /// <summary><c>availability</c>, <c>latency</c>, or the vendor's word.</summary>
    public string? Type { get; init; }

    /// <summary>The promised share, between 0 and 1: 0.999.</summary>
    [Range(0.0, 1.0)]
    public required double Target { get; init; }

    /// <summary>The rolling window in days.</summary>
    [Range(1, int.MaxValue)]
    public required int WindowDays { get; init; }
    public string? Description { get; init; }
    public IReadOnlyList<string>? Tags { get; init; }
}
