namespace Cto.Domain.Sources;

/// <summary>How one source is doing, as the pages, the API and the health insight show it; it holds no secret.</summary>
public sealed record SourceStatus
{
    public required Guid Id { get; init; }

    /// <summary>The connector's kind.</summary>
    public required string Connector { get; init; }
    public required string Name { get; init; }
    public required SourceState State { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Plain settings; credentials are never here.</summary>
    public required SourceSettings Settings { get; init; }

    /// <summary>The kind of credential that is stored; <see langword="null"/> when none is.</summary>
    public string? CredentialKind { get; init; }
    public DateTimeOffset? CredentialExpiresAt { get; init; }

    /// <summary><see langword="null"/> while it never succeeded.</summary>
    public DateTimeOffset? LastSuccessAt { get; init; }
    public DateTimeOffset? LastAttemptAt { get; init; }

    /// <summary>When it is tried next; <see langword="null"/> while paused or syncing.</summary>
    public DateTimeOffset? NextAttemptAt { get; init; }

    /// <summary>The <see cref="Lag"/> of all that its credentials may see; <see langword="null"/> while there was no success.</summary>
    public double? LagSeconds { get; init; }
    public DateTimeOffset? ThrottledUntil { get; init; }

    /// <summary>What the last attempt failed with; <see langword="null"/> after a success.</summary>
    public SourceFaultReport? Fault { get; init; }
    public RateLimit? RateLimit { get; init; }

    /// <summary>The calls of this month and what they cost.</summary>
    public required MonthlyUsage Usage { get; init; }

    /// <summary>The running sync; <see langword="null"/> when none runs.</summary>
    public SyncProgress? Progress { get; init; }
    public IReadOnlyDictionary<string, StreamStatus> Streams { get; init; } = new Dictionary<string, StreamStatus>();
    public IReadOnlyList<string> Warnings { get; init; } = [];
}

/// <summary>What a source has used in a calendar month (UTC).</summary>
/// <param name="Month">Its first day.</param>
/// <param name="Calls">Calls to the vendor.</param>
/// <param name="Cost">What they cost, in US dollars; 0 where the vendor does not charge for calls.</param>
/// <param name="Budget">The cap on it; <see langword="null"/> where none is set.</param>
public sealed record MonthlyUsage(DateOnly Month, long Calls, decimal Cost, decimal? Budget);

/// <summary>What a source is doing.</summary>
public enum SourceState
{
    Idle,
    Syncing,
    Throttled,
    Failing,
    Paused,
}

/// <summary>What went wrong last, since when, and what to do about it.</summary>
public sealed record SourceFaultReport(SourceFault Kind, string Message, string Remedy, DateTimeOffset Since);

/// <summary>One stream of a source.</summary>
/// <param name="Facts">Facts of it that are stored.</param>
/// <param name="CursorAt">When its cursor last moved; <see langword="null"/> before the first page.</param>
public sealed record StreamStatus(long Facts, DateTimeOffset? CursorAt)
{
    /// <summary>Everything upstream up to then is known: the start of the last pull that reached the end; <see langword="null"/> before the first.</summary>
    public DateTimeOffset? KnownUntil { get; init; }

    /// <summary>The <see cref="Lag"/> behind upstream; <see langword="null"/> while it was never read to its end.</summary>
    public double? LagSeconds { get; init; }

    /// <summary>Why it cannot be read; <see langword="null"/> when it can, or was not tried yet.</summary>
    public SourceFaultReport? Fault { get; init; }
}

/// <summary>True progress of a running sync.</summary>
/// <param name="Stream">The stream being pulled.</param>
/// <param name="Records">Records of it that this sync has read.</param>
/// <param name="Share">The part of the stream that is read, from 0 to 1; <see langword="null"/> when nobody knows how much there is.</param>
/// <param name="PerSecond">Records a second, lately.</param>
/// <param name="Next">What comes next, in words.</param>
/// <param name="StartedAt">When the sync began.</param>
public sealed record SyncProgress(string Stream, long Records, double? Share, double PerSecond, string Next, DateTimeOffset StartedAt);
