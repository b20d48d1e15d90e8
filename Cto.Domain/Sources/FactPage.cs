namespace Cto.Domain.Sources;

/// <summary>One batch of facts that is committed in one transaction with the cursor behind it.</summary>
public sealed record FactPage
{
    public required IReadOnlyList<Fact> Facts { get; init; }

    /// <summary>Where to go on from once this page is committed; <see langword="null"/> leaves the cursor as it is.</summary>
    public string? Cursor { get; init; }

    /// <summary>Facts that upstream no longer has (history rewritten, a tag deleted).</summary>
    public IReadOnlyList<FactKey> Withdrawn { get; init; } = [];

    /// <summary>How far this pull has come; <see langword="null"/> when it cannot be known.</summary>
    public PullProgress? Progress { get; init; }

    /// <summary>What upstream says of its limit; <see langword="null"/> when it says nothing.</summary>
    public RateLimit? RateLimit { get; init; }

    /// <summary>What reading this page cost as far as it showed only in the answers (bytes that a query was billed for), in US dollars; calls with a fixed price are counted as they are made.</summary>
    public decimal Cost { get; init; }

    /// <summary>What the numbers will lack because of how this upstream is (a shallow clone, clock skew), each a sentence.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];

    /// <summary>This page in parts of so many facts at most; all that is to hold only once everything is committed (cursor, withdrawn, cost, warnings) comes with the last.</summary>
    public IEnumerable<FactPage> Split(int size)
    {
        var parts = Facts.Chunk(size).ToList();
        foreach (var part in parts.SkipLast(1))
        {
            yield return new() { Facts = part, Progress = Progress, RateLimit = RateLimit };
        }

        yield return this with { Facts = parts.Count == 0 ? [] : parts[^1] };
    }
}

/// <summary>How far a pull is; the records that it brings are counted where they are stored.</summary>
/// <param name="Next">What is read now, in words.</param>
/// <param name="Share">The part of the stream that is read, from 0 to 1; <see langword="null"/> when nobody knows how much there is.</param>
public sealed record PullProgress(string Next, double? Share = null)
{
    /// <summary>So many of a known number of things.</summary>
    public static PullProgress Of(long done, long total, string next) => new(next, total > 0 ? Math.Clamp((double)done / total, 0, 1) : null);

    /// <summary>Up to an instant of a known span of time.</summary>
    public static PullProgress Until(DateTimeOffset reached, DateTimeOffset from, DateTimeOffset end, string next) => Of((reached - from).Ticks, (end - from).Ticks, next);
}

/// <summary>A vendor's limit as it last told.</summary>
/// <param name="Limit">Requests allowed in the window.</param>
/// <param name="Remaining">Requests left in it.</param>
/// <param name="ResetsAt">When the window starts anew.</param>
public sealed record RateLimit(int Limit, int Remaining, DateTimeOffset ResetsAt);
