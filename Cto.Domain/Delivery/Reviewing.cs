namespace Cto.Domain.Delivery;

/// <summary>Who reviews, how soon, and how the load is shared.</summary>
public static class Reviewing
{
    /// <summary>How long an open pull request may wait for its first review before it is overdue.</summary>
    public static TimeSpan OverdueAfter { get; } = TimeSpan.FromDays(2);

    /// <summary>Whether a review is by another person: neither the author nor a machine.</summary>
    public static bool IsByAnother(Review review, string? author, DeliveryRules rules) =>
        !Bots.IsBot(review.Reviewer, review.Bot, rules) && (review.Reviewer is null || !string.Equals(review.Reviewer, author, StringComparison.OrdinalIgnoreCase));

    /// <summary>The first review by another person: from the reviews, else from what upstream says of the pull request.</summary>
    public static DateTimeOffset? FirstReviewAt(PullRequest pull, IEnumerable<Review> reviews, DeliveryRules rules) =>
        reviews.Where(review => IsByAnother(review, pull.Author, rules)).Min(review => (DateTimeOffset?)review.SubmittedAt) ?? pull.FirstReviewAt;

    /// <summary>Merged / (merged + closed unmerged), by closing time.</summary>
    /// <returns><see langword="null"/> when none was closed.</returns>
    public static double? MergeRate(int merged, int closedUnmerged) => merged + closedUnmerged > 0 ? (double)merged / (merged + closedUnmerged) : null;

    /// <summary>How unevenly reviews are shared among the people who gave at least one; one review is one submission.</summary>
    public static double? Gini(IEnumerable<int> reviewsPerPerson) => Statistics.Gini(reviewsPerPerson.Where(reviews => reviews > 0).Select(reviews => (double)reviews));

    /// <summary>Open, not a draft, and without review for more than two days since it was opened for review.</summary>
    public static bool IsOverdue(PullRequest pull, DateTimeOffset? firstReviewAt, DateTimeOffset now) =>
        pull is { MergedAt: null, ClosedAt: null, Draft: false } && firstReviewAt is null && now - PullRequestPhases.OpenedAt(pull) > OverdueAfter;
}
