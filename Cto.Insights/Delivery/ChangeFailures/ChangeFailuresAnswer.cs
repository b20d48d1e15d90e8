namespace Cto.Insights.Delivery.ChangeFailures;

/// <summary>Which changes failed, where, and how they were mended.</summary>
public sealed record ChangeFailuresAnswer
{
    public required int Failed { get; init; }
    public required int Denominator { get; init; }

    /// <summary>0 to 1; <see langword="null"/> when nothing was deployed.</summary>
    public required double? Rate { get; init; }
    public required double? RateBefore { get; init; }

    /// <summary>Services by failure rate, the worst first; those with fewer than 5 deployments stand last, unranked.</summary>
    public required IReadOnlyList<ServiceFailures> Ranking { get; init; }

    /// <summary>The failed changes, newest first; at most 50.</summary>
    public required IReadOnlyList<FailedChange> Failures { get; init; }

    /// <summary>Incidents of the period that no deployment is to blame for; listed, not counted.</summary>
    public required IReadOnlyList<UnattributedIncident> Unattributed { get; init; }
}

/// <summary>The failures of one service; <paramref name="Rank"/> is <see langword="null"/> with fewer than 5 deployments.</summary>
public sealed record ServiceFailures(string Service, string? Team, int Failed, int Denominator, double? Rate, int? Rank);

/// <summary>One failed change.</summary>
/// <param name="Reasons">In words: <c>rolled back</c>, <c>reverted</c>, <c>hot-fixed</c>, <c>incident INC-7</c>.</param>
/// <param name="RecoverySeconds"><see langword="null"/> while it is not mended.</param>
public sealed record FailedChange(
    string Key, string Service, string? Version, DateTimeOffset FinishedAt, IReadOnlyList<string> Reasons, double? RecoverySeconds, string? Url);

/// <summary>An incident without a deployment to blame.</summary>
public sealed record UnattributedIncident(string Key, string Title, string? Service, DateTimeOffset StartedAt, string Why, string? Url);
