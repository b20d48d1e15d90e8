using Cto.Domain;
using Cto.Domain.Delivery;
using Cto.Insights.Delivery;

namespace Cto.Insights.PullRequests.ReviewLoad;

/// <summary>Counts reviews by person and by team.</summary>
internal static class ReviewLoadFigures
{
    public static ReviewLoadAnswer Of(IReadOnlyList<ReviewRow> reviews, IReadOnlyList<ServiceRow> services, Period period, Period before)
    {
        var now = reviews.Where(review => review.Counts && period.Contains(review.SubmittedAt)).ToArray();
        var then = reviews.Where(review => review.Counts && before.Contains(review.SubmittedAt)).ToArray();
        var people = now.GroupBy(review => review.Reviewer!, StringComparer.OrdinalIgnoreCase)
            .Select(PersonOf).OrderByDescending(person => person.Reviews).ThenBy(person => person.Person, StringComparer.Ordinal).ToArray();
        var teams = Teams.ByRepository(services);
        return new ReviewLoadAnswer
        {
            People = people,
            Reviews = now.Length,
            Gini = GiniOf(now),
            TopTwoShare = now.Length == 0 ? null : (double)people.Take(2).Sum(person => person.Reviews) / now.Length,
            Teams =
            [
                .. now.GroupBy(review => teams.GetValueOrDefault(review.Repository, PullRequests.Teams.None))
                    .Select(team => new TeamReviews(team.Key, team.Count(), team.DistinctBy(review => review.Reviewer, StringComparer.OrdinalIgnoreCase).Count(), GiniOf(team)))
                    .OrderByDescending(team => team.Gini).ThenBy(team => team.Team, StringComparer.Ordinal),
            ],
            ReviewsBefore = then.Length,
            GiniBefore = GiniOf(then),
        };
    }

    private static PersonReviews PersonOf(IGrouping<string, ReviewRow> reviews) => new(
        reviews.Key, reviews.Count(), reviews.DistinctBy(review => review.PullRequest).Count(), Statistics.Median(reviews.Select(review => review.Pickup).OfType<double>().Select(pickup => Math.Max(0, pickup))));

    private static double? GiniOf(IEnumerable<ReviewRow> reviews) => Reviewing.Gini(reviews.GroupBy(review => review.Reviewer, StringComparer.OrdinalIgnoreCase).Select(person => person.Count()));
}
