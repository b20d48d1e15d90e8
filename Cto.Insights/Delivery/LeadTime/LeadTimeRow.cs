using Cto.Domain.Delivery;

namespace Cto.Insights.Delivery.LeadTime;

/// <summary>One shipped change with the instants of its way.</summary>
internal sealed class LeadTimeRow
{
    public required string Service { get; init; }
    public required string Repository { get; init; }
    public DateTime DeployedAt { get; init; }
    public int? Lead { get; init; }
    public int Exclusion { get; init; }
    public DateTime? FirstCommitAt { get; init; }
    public DateTime? OpenedAt { get; init; }
    public DateTime? FirstReviewAt { get; init; }
    public DateTime ReachedAt { get; init; }

    /// <summary><see langword="null"/> where it has none.</summary>
    public TimeSpan? LeadTime(WorkingHours? hours) =>
        Lead is not { } seconds ? null : hours is null ? TimeSpan.FromSeconds(seconds) : hours.Between(FirstCommitAt!.Value, DeployedAt);

    /// <summary>Of a change that has a lead time; others are left out of its phases too.</summary>
    public PullRequestPhases Phases(WorkingHours? hours) => PullRequestPhases.Of(FirstCommitAt, OpenedAt, FirstReviewAt, ReachedAt, DeployedAt, hours);
}
