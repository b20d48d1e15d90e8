using System.ComponentModel.DataAnnotations;

namespace Cto.Domain.Reliability;

/// <summary>One point of a measured series.</summary>
public sealed record MetricSample : Fact
{
    /// <summary>One of the names that the scaling and capacity rules know: <c>cpu</c>, <c>memory</c>, <c>storage</c> (shares, 0–1), <c>latency.p95</c> (seconds), <c>errors</c> (share), <c>requests</c> (per second); else the vendor's.</summary>
    public required string Metric { get; init; }

    /// <summary>The service, host or resource it is of.</summary>
    public required string Subject { get; init; }
    public string? Service { get; init; }
    public required DateTimeOffset At { get; init; }

    /// <summary>The span that the value stands for, in seconds.</summary>
    [Range(1, int.MaxValue)]
    public required int Seconds { get; init; }
    public required double Value { get; init; }

    /// <summary><see langword="null"/> when the vendor names none.</summary>
    public string? Unit { get; init; }
}
