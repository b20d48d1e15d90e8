using Cto.Domain.Sources;

namespace Cto.Insights.Sources;

/// <summary>One source as it is stored: what it is, how it is doing, how far each stream is.</summary>
public sealed record StoredSource
{
    public required Guid TenantId { get; init; }
    public required Guid Id { get; init; }
    public required string Connector { get; init; }
    public required string Name { get; init; }
    public required SourceSettings Settings { get; init; }
    public required string? CredentialKind { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public required SourceCondition Condition { get; init; }
    public required RateLimit? RateLimit { get; init; }
    public required IReadOnlyDictionary<string, StreamState> Streams { get; init; }

    /// <summary>The latest month in which it made calls; <see langword="null"/> before the first.</summary>
    public required StoredUsage? Usage { get; init; }

    /// <summary>With one stream changed, which may not have been read yet.</summary>
    public StoredSource With(string stream, Func<StreamState, StreamState> change) =>
        this with { Streams = new Dictionary<string, StreamState>(Streams) { [stream] = change(Streams.GetValueOrDefault(stream) ?? new(null, null, 0)) } };

    /// <summary>The calls of the month of an instant, and what they cost.</summary>
    public MonthlyUsage UsageOf(DateTimeOffset now)
    {
        var month = MonthlyBudget.MonthOf(now);
        return Usage is { } usage && usage.Month == month ? new(month, usage.Calls, usage.Cost, MonthlyBudget.Of(Settings)) : new(month, 0, 0, MonthlyBudget.Of(Settings));
    }

    /// <summary>As the pages and the API show it.</summary>
    public SourceStatus ToStatus(DateTimeOffset now) => new()
    {
        Id = Id,
        Connector = Connector,
        Name = Name,
        State = Condition.State,
        CreatedAt = CreatedAt,
        Settings = Settings,
        CredentialKind = CredentialKind,
        CredentialExpiresAt = Condition.CredentialExpiresAt,
        LastSuccessAt = Condition.LastSuccessAt,
        LastAttemptAt = Condition.LastAttemptAt,
        NextAttemptAt = Condition.State is SourceState.Paused or SourceState.Syncing ? null : Condition.NextAttemptAt,
        LagSeconds = Lag.Seconds(Condition.LastSuccessAt, now),
        ThrottledUntil = Condition.State == SourceState.Throttled ? Condition.ThrottledUntil : null,
        Fault = Condition.Fault,
        RateLimit = RateLimit,
        Usage = UsageOf(now),
        Progress = Condition.State == SourceState.Syncing ? Condition.Progress : null,
        Streams = Streams.ToDictionary(stream => stream.Key, stream => stream.Value.ToStatus(now)),
        Warnings = Condition.Warnings,
    };
}

/// <summary>How far one stream is.</summary>
public sealed record StreamState(string? Cursor, DateTimeOffset? CursorAt, long Facts)
{
    /// <summary>Where its last pull ended.</summary>
    public StreamEnd End { get; init; } = new(null, null);

    internal StreamStatus ToStatus(DateTimeOffset now) => new(Facts, CursorAt) { KnownUntil = End.KnownUntil, LagSeconds = Lag.Seconds(End.KnownUntil, now), Fault = End.Fault };
}

/// <summary>What is known of a stream after a pull.</summary>
/// <param name="KnownUntil">Everything upstream up to then is known; <see langword="null"/> while no pull reached the end.</param>
/// <param name="Fault">Why it cannot be read; <see langword="null"/> when it can.</param>
public sealed record StreamEnd(DateTimeOffset? KnownUntil, SourceFaultReport? Fault);
