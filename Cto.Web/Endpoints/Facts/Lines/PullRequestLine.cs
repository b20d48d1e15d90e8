using System.Globalization;
using Cto.Domain.Delivery;

namespace Cto.Web.Endpoints.Facts.Lines;

/// <summary>A pull request may bring its reviews.</summary>
internal static class PullRequestLine
{
    public static FactShape Of(FactShape shape) => shape.Bringing<PullRequest, Review>(
        "reviews",
        "Its reviews, one a submission.",
        FactField.Only<Review>(nameof(Review.Reviewer), nameof(Review.Bot), nameof(Review.SubmittedAt), nameof(Review.State)),
        ReviewOf);

    /// <summary>A review inside a pull request has no key of its own: who submitted it when tells it from the others.</summary>
    private static Review ReviewOf(PullRequest pull, Review review) => review with
    {
        Key = string.Create(CultureInfo.InvariantCulture, $"{pull.Key}/review/{review.Reviewer}@{review.SubmittedAt.UtcDateTime:yyyyMMddTHHmmss.fffffff}"),
        PullRequest = pull.Key,
        Repository = pull.Repository,
    };
}
