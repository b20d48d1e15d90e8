namespace Cto.Insights.Delivery.DoraMetrics;

/// <summary>DORA's five metrics of a period, with the same of the period before.</summary>
public sealed record DoraAnswer
{
    public required DeploymentFrequencyAnswer DeploymentFrequency { get; init; }
    public required LeadTimeMetric LeadTime { get; init; }
    public required ChangeFailureRateAnswer ChangeFailureRate { get; init; }
    public required RecoveryTimeAnswer RecoveryTime { get; init; }
    public required ReworkRateAnswer ReworkRate { get; init; }

    /// <summary>The DORA report whose bands are given, for example <c>2023</c>.</summary>
    public required string Edition { get; init; }

    /// <summary>Day by day in the tenant's zone, oldest first, without gaps.</summary>
    public required IReadOnlyList<DoraDay> Daily { get; init; }

    /// <summary>How many services the figures blend; 1 when one was asked for.</summary>
    public required int Services { get; init; }

    /// <summary>The same figures of the period before, without days; <see langword="null"/> inside itself.</summary>
    public DoraAnswer? Before { get; init; }
}

/// <summary>How often production was deployed to; all <see langword="null"/> when no connected source deploys.</summary>
/// <param name="PerDay">Successful production deployments per day.</param>
/// <param name="PerWeek">The same per week.</param>
/// <param name="DeploymentDaysPerWeek">Median number of distinct deployment days per full ISO week; <see langword="null"/> without a full week.</param>
/// <param name="Count">Successful production deployments.</param>
/// <param name="Band">The edition's band: <c>elite</c>, <c>high</c>, <c>medium</c>, <c>low</c>; <see langword="null"/> where it has none.</param>
public sealed record DeploymentFrequencyAnswer(double? PerDay, double? PerWeek, double? DeploymentDaysPerWeek, int? Count, string? Band);

/// <summary>Lead time for changes, in seconds.</summary>
public sealed record LeadTimeMetric(double? MedianSeconds, double? P75Seconds, double? P90Seconds, int Count, string? Band);

/// <summary>Failed changes of the period over deployments that were not rollbacks.</summary>
/// <param name="Rate">0 to 1; <see langword="null"/> when the denominator is 0.</param>
public sealed record ChangeFailureRateAnswer(double? Rate, int Failed, int Denominator, string? Band);

/// <summary>Failed deployment recovery time, in seconds; the second reading counts from the deployment's finish.</summary>
public sealed record RecoveryTimeAnswer(double? MedianSeconds, double? FromFinishMedianSeconds, int Count, string? Band);

/// <summary>Unplanned deployments over all successful ones; the rate is <see langword="null"/> without deployments.</summary>
public sealed record ReworkRateAnswer(double? Rate, int Count);

/// <summary>One day of the DORA metrics; <see langword="null"/> = nothing to measure that day.</summary>
/// <param name="Day">The date in the tenant's zone.</param>
public sealed record DoraDay(DateOnly Day, int Deployments, int Failed, double? LeadTimeMedianSeconds, double? RecoveryMedianSeconds, int Rework);
