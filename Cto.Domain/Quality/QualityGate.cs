namespace Cto.Domain.Quality;

/// <summary>A project's standing at its scanner: the gate as last judged.</summary>
public sealed record QualityGate : Fact
{
    public required string Project { get; init; }
    public required string Name { get; init; }
    public string? Repository { get; init; }
    public required QualityGateStatus Status { get; init; }

    /// <summary>The conditions that failed, each as <c>metric actual comparison threshold</c>; empty when none did.</summary>
    public IReadOnlyList<string>? Failed { get; init; }

    /// <summary>The last analysis; <see langword="null"/> = never analysed.</summary>
    public DateTimeOffset? AnalyzedAt { get; init; }
}

/// <summary>The verdict of a quality gate.</summary>
public enum QualityGateStatus
{
    Passed,
    Failed,

    /// <summary>No gate, or never analysed.</summary>
    None,
}
