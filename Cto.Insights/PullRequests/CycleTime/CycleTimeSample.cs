using Cto.Domain.Delivery;
using Cto.Insights.Delivery;

namespace Cto.Insights.PullRequests.CycleTime;

/// <summary>What the figures are computed from.</summary>
/// <param name="Merged">Merged in either period, machines included.</param>
/// <param name="ClosedUnmerged">When people's pull requests were closed without being merged.</param>
/// <param name="Slowest">For the evidence.</param>
/// <param name="Any">Whether there is any pull request at all.</param>
internal sealed record CycleTimeSample(
    IReadOnlyList<CycleTimeRow> Merged, IReadOnlyList<DateTimeOffset> ClosedUnmerged, IReadOnlyList<ChangeEvidence> Slowest, bool Any);

/// <summary>One merged pull request.</summary>
internal sealed class CycleTimeRow
{
    public required string Repository { get; init; }
    public required string Service { get; init; }
    public string? Author { get; init; }
    public bool Bot { get; init; }
    public int? Size { get; init; }
    public DateTime? FirstCommitAt { get; init; }
    public DateTime? OpenedAt { get; init; }
    public DateTime? FirstReviewAt { get; init; }
    public DateTime MergedAt { get; init; }
    public DateTime? DeployedAt { get; init; }

    /// <summary>Merged before anybody else had looked at it.</summary>
    public bool WithoutReview => FirstReviewAt is not { } reviewed || reviewed > MergedAt;

    public PullRequestPhases Phases(WorkingHours? hours) => PullRequestPhases.Of(FirstCommitAt, OpenedAt, FirstReviewAt, MergedAt, DeployedAt, hours);
}
