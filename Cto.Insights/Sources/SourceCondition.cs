using Cto.Domain.Sources;

namespace Cto.Insights.Sources;

/// <summary>How a source is doing, as its grain keeps it: written whole.</summary>
public sealed record SourceCondition
{
    public SourceState State { get; init; }
    public DateTimeOffset? LastSuccessAt { get; init; }
    public DateTimeOffset? LastAttemptAt { get; init; }
    public DateTimeOffset? NextAttemptAt { get; init; }
    public DateTimeOffset? ThrottledUntil { get; init; }

    /// <summary>How often it failed in a row.</summary>
    public int Failures { get; init; }
    public SourceFaultReport? Fault { get; init; }
    public SyncProgress? Progress { get; init; }
    public IReadOnlyList<string> Warnings { get; init; } = [];

    /// <summary>Read only here: it is set with the credentials.</summary>
    public DateTimeOffset? CredentialExpiresAt { get; init; }
}
