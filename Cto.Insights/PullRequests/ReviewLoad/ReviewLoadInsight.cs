using Cto.Domain;
using Cto.Insights.Delivery;
using Dapper;

namespace Cto.Insights.PullRequests.ReviewLoad;

/// <summary>Who does the reviews, and how evenly are they spread.</summary>
internal sealed class ReviewLoadInsight(DeliveryReader reader) : IInsight
{
    public InsightDescriptor Descriptor { get; } = new()
    {
        Name = "pull-requests.review-load",
        Title = "Review load",
        Question = "Who does the reviews, and how evenly are they spread?",
        Parameters = [ParameterDescriptor.Period, ParameterDescriptor.From, ParameterDescriptor.To, ParameterDescriptor.Service, ParameterDescriptor.Team, ParameterDescriptor.Repository],
        DependsOn = [FactKinds.Review, FactKinds.PullRequest, FactKinds.Service],
        Phrasings =
        [
            "review load", "who reviews the most", "who does the reviews", "are reviews evenly distributed", "review distribution", "top reviewers", "reviews per person",
            "is somebody overloaded with reviews", "review bottleneck", "which team's reviews hang on few people",
        ],
        Answer = typeof(ReviewLoadAnswer),
    };

    public async Task<InsightReply> AskAsync(InsightQuestion question, CancellationToken cancellationToken)
    {
        var asking = DeliveryAsking.Of(question, Descriptor, FactKinds.PullRequest);
        var reading = await reader.ReadAsync(
            asking,
            ReviewLoadSql.For(asking.Filter),
            async results => (Reviews: (await results.ReadAsync<ReviewRow>()).AsList(), Latest: (await results.ReadAsync<ReviewEvidence>()).AsList(), Any: await results.ReadSingleAsync<bool>()),
            cancellationToken);
        var answer = ReviewLoadFigures.Of(reading.Rows.Reviews, reading.Services, asking.Period, asking.Before);
        return new DeliveryReply(asking, reading.Sources, Descriptor.Name).With(answer, reading.Rows.Any, Say(answer, asking), EvidenceOf(answer, reading.Rows, asking));
    }

    private static string Say(ReviewLoadAnswer answer, DeliveryAsking asking)
    {
        if (answer.Reviews == 0)
        {
            return $"Nobody reviewed a pull request{asking.Filter.Words} in {asking.Named.Title}.";
        }

        var top = answer.People[0];
        var share = answer.People.Count < 3 ? "" : $" The two busiest did {Wording.Percent(answer.TopTwoShare!.Value)}.";
        return $"{Wording.Start(asking.Named.Title)}{asking.Filter.Words}: {Wording.Count(answer.Reviews, "review")} by {Wording.Count(answer.People.Count, "person", "people")}{Wording.Against(answer.Reviews, answer.ReviewsBefore, Wording.Number)}; "
            + $"most by {top.Person} ({top.Reviews}).{share} Gini {Wording.Number(Math.Round(answer.Gini!.Value, 2))} (0 is even).";
    }

    private static Evidence EvidenceOf(ReviewLoadAnswer answer, (List<ReviewRow> Reviews, List<ReviewEvidence> Latest, bool Any) rows, DeliveryAsking asking)
    {
        var inPeriod = rows.Reviews.Where(review => asking.Period.Contains(review.SubmittedAt)).ToArray();
        return new Evidence
        {
            Rule = $"Every submission of a review of a pull request{asking.Filter.Words} in {asking.Named.Title} counts as one review of its author. "
                + "Gini = Σ|xi−xj| / (2n²·mean) over people with at least one. Pickup is measured where a person gave the first review.",
            Rows = [.. rows.Latest.Select(review => review.ToRow())],
            Total = answer.Reviews,
            Excluded =
            [
                .. new Exclusion[]
                {
                    new("Reviews by machines", inPeriod.Count(review => review.Bot)),
                    new("Reviews by the author of the pull request", inPeriod.Count(review => review is { Own: true, Bot: false })),
                    new("Reviews by accounts that are gone", inPeriod.Count(review => review is { Reviewer: null, Bot: false })),
                }.Where(exclusion => exclusion.Count > 0),
            ],
            AsOf = new Dictionary<string, DateTimeOffset?>(),
        };
    }
}
