using System.ComponentModel.DataAnnotations;

namespace Cto.Domain.Delivery;

/// <summary>One run of a CI/CD pipeline (a GitHub workflow run, a GitLab pipeline, a Jenkins build).</summary>
public sealed record PipelineRun : Fact
{
    /// <summary>The repository as <c>owner/name</c>.</summary>
    public required string Repository { get; init; }

    /// <summary>The pipeline's name.</summary>
    public required string Name { get; init; }
    public string? Branch { get; init; }
    public string? Commit { get; init; }

    /// <summary>What started it, in the vendor's word: <c>push</c>, <c>schedule</c>, …</summary>
    public string? Trigger { get; init; }

    /// <summary>1 for the first attempt; re-runs count up.</summary>
    [Range(1, 1_000_000)]
    public int Attempt { get; init; } = 1;
    public required DateTimeOffset CreatedAt { get; init; }
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary><see langword="null"/> while it runs.</summary>
    public DateTimeOffset? FinishedAt { get; init; }

    /// <summary><see langword="null"/> while it runs.</summary>
    public PipelineResult? Result { get; init; }
}

/// <summary>How a pipeline run ended.</summary>
public enum PipelineResult
{
    Success,
    Failure,
    Cancelled,
    Skipped,
}
