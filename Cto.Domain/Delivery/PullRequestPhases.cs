namespace Cto.Domain.Delivery;

/// <summary>The way of one merged pull request, phase by phase; a phase whose ends are not both known has no data.</summary>
public sealed record PullRequestPhases
{
    /// <summary>First commit → opened.</summary>
    public TimeSpan? Coding { get; init; }

    /// <summary>Opened → first review by another person.</summary>
    public TimeSpan? Pickup { get; init; }

    /// <summary>First review by another person → merged.</summary>
    public TimeSpan? Review { get; init; }

    /// <summary>Merged → first production deployment.</summary>
    public TimeSpan? Deploy { get; init; }

    /// <summary>Whether a phase would be negative, so that it has no data: a clock is wrong or the history was rewritten.</summary>
    public bool ClockOrRebase { get; init; }

    /// <summary>The sum of the four, only when all exist.</summary>
    public TimeSpan? Cycle => Coding + Pickup + Review + Deploy;

    /// <summary>When a pull request was opened for review: out of draft, else created.</summary>
    public static DateTimeOffset OpenedAt(PullRequest pull) => pull.ReadyAt ?? pull.CreatedAt;

    /// <summary>Cuts a pull request's way into phases.</summary>
    /// <param name="pull">The pull request.</param>
    /// <param name="firstReviewAt">The first review by another person (<see cref="Reviewing.FirstReviewAt"/>).</param>
    /// <param name="deployedAt">The finish of the first production deployment that contains it.</param>
    /// <param name="hours"><see langword="null"/> for wall clock; else only working hours count.</param>
    public static PullRequestPhases Of(PullRequest pull, DateTimeOffset? firstReviewAt, DateTimeOffset? deployedAt, WorkingHours? hours = null) =>
        Of(pull.FirstCommitAt, OpenedAt(pull), firstReviewAt, pull.MergedAt, deployedAt, hours);

    /// <summary>Cuts the way between five instants into phases; <see langword="null"/> = unknown or not yet.</summary>
    public static PullRequestPhases Of(
        DateTimeOffset? firstCommitAt, DateTimeOffset? openedAt, DateTimeOffset? firstReviewAt, DateTimeOffset? mergedAt, DateTimeOffset? deployedAt, WorkingHours? hours = null)
    {
        // A review while it was still a draft is the quickest pickup there is, not a negative one; one after the merge is none.
        var reviewed = firstReviewAt < openedAt ? openedAt : firstReviewAt;
        reviewed = reviewed > mergedAt ? null : reviewed;
        return new PullRequestPhases
        {
            Coding = Span(firstCommitAt, openedAt, hours),
            Pickup = Span(openedAt, reviewed, hours),
            Review = Span(reviewed, mergedAt, hours),
            Deploy = Span(mergedAt, deployedAt, hours),
            ClockOrRebase = firstCommitAt > openedAt || openedAt > mergedAt || mergedAt > deployedAt,
        };
    }

    private static TimeSpan? Span(DateTimeOffset? from, DateTimeOffset? to, WorkingHours? hours) =>
        from is not { } start || to is not { } end || end < start ? null : hours?.Between(start, end) ?? end - start;
}
