namespace Cto.Insights.Sources.SourceHealth;

/// <summary>How fresh and healthy our own data is, source by source.</summary>
public sealed record SourceHealthAnswer
{
    public required int Total { get; init; }
    public required int Healthy { get; init; }
    public required int Failing { get; init; }
    public required int Throttled { get; init; }
    public required int Paused { get; init; }

    /// <summary>The oldest last success among sources that are not paused; <see langword="null"/> when one never succeeded or there is none.</summary>
    public required DateTimeOffset? AsOf { get; init; }
    public required IReadOnlyList<SourceHealthEntry> Sources { get; init; }
}

/// <summary>The health of one source; shares are 0 to 1, times in seconds, <see langword="null"/> = not known (yet).</summary>
public sealed record SourceHealthEntry
{
    public required Guid Id { get; init; }
    public required string Connector { get; init; }
    public required string Name { get; init; }

    /// <summary><c>idle</c>, <c>syncing</c>, <c>throttled</c>, <c>failing</c> or <c>paused</c>.</summary>
    public required string State { get; init; }
    public required DateTimeOffset? LastSuccessAt { get; init; }
    public required double? LagSeconds { get; init; }
    public required double? RateLimitUsed { get; init; }
    public required DateTimeOffset? CredentialExpiresAt { get; init; }

    /// <summary>Failed over all syncs of the last 30 days.</summary>
    public required double? FailureRate { get; init; }
    public required double? MedianRecoverySeconds { get; init; }

    /// <summary>What is wrong and what to do; <see langword="null"/> when nothing is.</summary>
    public required string? Fault { get; init; }
    public required string? Remedy { get; init; }
    public required IReadOnlyList<string> Warnings { get; init; }
}
