namespace Cto.Upstreams.World.Delivery;

/// <summary>A pull or merge request with its whole life; what lies ahead of the company's now has not happened yet.</summary>
internal sealed record PullRequest
{
    public required Repository Repository { get; init; }
    public required int Number { get; init; }
    public required string Title { get; init; }

    /// <summary><see langword="null"/> for the machine that updates packages.</summary>
    public required Person? Author { get; init; }
    public required string Branch { get; init; }
    public IReadOnlyList<string> Labels { get; init; } = [];
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Oldest first; never empty.</summary>
    public required IReadOnlyList<Commit> Commits { get; init; }

    /// <summary>In their order.</summary>
    public required IReadOnlyList<Review> Reviews { get; init; }

    /// <summary>Who was asked to review; some never answer.</summary>
    public required IReadOnlyList<Person> Asked { get; init; }

    /// <summary>When it was merged; <see langword="null"/> for those given up.</summary>
    public required DateTimeOffset? MergedAt { get; init; }

    /// <summary>When it was merged or given up.</summary>
    public required DateTimeOffset ClosedAt { get; init; }

    /// <summary>On the main branch; <see langword="null"/> for those given up.</summary>
    public string? MergeCommit { get; init; }
    public required int Additions { get; init; }
    public required int Deletions { get; init; }

    /// <summary>Unique among all forges.</summary>
    public long Id => (Repository.Id * 100_000) + Number;

    /// <summary>When anything last happened to it, seen from an instant.</summary>
    public DateTimeOffset UpdatedAt(DateTimeOffset now) =>
        ClosedAt <= now ? ClosedAt : Reviews.LastOrDefault(review => review.At <= now)?.At ?? CreatedAt;

    public bool IsMergedAt(DateTimeOffset now) => MergedAt <= now;

    /// <summary>The branch it was merged into, with everything on it, stands for the change.</summary>
    public override string ToString() => $"{Repository}#{Number}";
}

/// <summary>One commit of a branch.</summary>
/// <param name="Sha">Forty digits.</param>
/// <param name="At">When it was written.</param>
/// <param name="Author"><see langword="null"/> for the machine that updates packages.</param>
/// <param name="Subject">The first line of its message.</param>
internal sealed record Commit(string Sha, DateTimeOffset At, Person? Author, string Subject);

/// <summary>One submission of a review.</summary>
/// <param name="Place">Its place among those of the pull request, from 1.</param>
/// <param name="Reviewer">Never the author.</param>
/// <param name="At">When it was submitted.</param>
/// <param name="Verdict">What it said.</param>
internal sealed record Review(int Place, Person Reviewer, DateTimeOffset At, Verdict Verdict);

/// <summary>What a review said.</summary>
internal enum Verdict
{
    Approved,
    ChangesRequested,
    Commented,
}
