using Cto.Domain.Sources;

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

    /// <summary>Over all sources that sync and are not paused.</summary>
    public required IntegrationFigures Figures { get; init; }
    public required IReadOnlyList<SourceHealthEntry> Sources { get; init; }
}

/// <summary>How well our own integrations ran in the last 30 days, or since they were connected; shares are 0 to 1, <see langword="null"/> = no sync yet.</summary>
/// <param name="Uptime">The share of the time in which the last sync had not failed.</param>
/// <param name="Freshness">The share of the time in which the data was no older than it may be: three polls, at least a quarter of an hour.</param>
/// <param name="FailureRate">Failed over all syncs.</param>
/// <param name="MedianRecoverySeconds">From a first failed sync to the next that succeeded; <see langword="null"/> when none failed, or none came back.</param>
/// <param name="LimitUse">The share of the vendor's limit that is used now; over all sources, that of the one nearest to its limit.</param>
public sealed record IntegrationFigures(double? Uptime, double? Freshness, double? FailureRate, double? MedianRecoverySeconds, double? LimitUse);

/// <summary>How one of the latest syncs ended.</summary>
/// <param name="Outcome"><c>succeeded</c>, <c>failed</c>, <c>throttled</c> or <c>cancelled</c>.</param>
/// <param name="Fault">What kind of fault; <see langword="null"/> unless it failed.</param>
public sealed record RecentSync(DateTimeOffset At, string Outcome, string? Fault);

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
    public required IntegrationFigures Figures { get; init; }
    public required DateTimeOffset? CredentialExpiresAt { get; init; }

    /// <summary>What its calls of this month cost, in US dollars; 0 where the vendor does not charge for calls.</summary>
    public required decimal CostThisMonth { get; init; }

    /// <summary>The latest syncs, the oldest first.</summary>
    public required IReadOnlyList<RecentSync> Recent { get; init; }

    /// <summary>What is wrong and what to do; <see langword="null"/> when nothing is.</summary>
    public required string? Fault { get; init; }
    public required string? Remedy { get; init; }

    /// <summary>Since when it is wrong.</summary>
    public required DateTimeOffset? FaultSince { get; init; }

    /// <summary>The streams that cannot be read while the others are.</summary>
    public required IReadOnlyList<StreamRefusal> Refused { get; init; }
    public required IReadOnlyList<string> Warnings { get; init; }
}
