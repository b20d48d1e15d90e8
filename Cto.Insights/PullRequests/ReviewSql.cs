namespace Cto.Insights.PullRequests;

/// <summary>What counts as a review by another person, in SQL as in <see cref="Domain.Delivery.Reviewing.IsByAnother"/>.</summary>
internal static class ReviewSql
{
    /// <summary>The condition on a review <c>r</c> of a pull request.</summary>
    public static string ByAnother(string review, string pull) => $"""
        not {review}.bot and coalesce({review}.reviewer, '') not ilike all(string_to_array(@bots, e'\n'))
            and ({review}.reviewer is null or {pull}.author is null or lower({review}.reviewer) <> lower({pull}.author))
        """;

    /// <summary>The time of the first one; null when there is none.</summary>
    public static string FirstByAnother(string pull) =>
        $"(select min(first.submitted_at) from review as first where first.pull_request = {pull}.key and {ByAnother("first", pull)})";
}
