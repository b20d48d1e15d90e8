using Cto.Domain;
using Cto.Insights.Delivery;
using Dapper;

namespace Cto.Insights.PullRequests.OpenPullRequests;

/// <summary>Which pull requests are open, and which of them wait for a review.</summary>
internal sealed class OpenPullRequestsInsight(DeliveryReader reader) : IInsight
{
    private const int MostListed = 100;

    public InsightDescriptor Descriptor { get; } = new()
    {
        Name = "pull-requests.open",
        Title = "Open pull requests",
        Question = "Which pull requests are open now, and which wait for a review for too long?",
        Parameters = [ParameterDescriptor.Service, ParameterDescriptor.Team, ParameterDescriptor.Repository],
        DependsOn = [FactKinds.PullRequest, FactKinds.Review, FactKinds.Service],
        Phrasings =
        [
            "open pull requests", "PRs waiting for review more than 2 days", "overdue reviews", "which pull requests need a review", "what is stuck in review", "oldest open pull requests",
            "how many PRs are open", "drafts",
        ],
        Answer = typeof(OpenPullRequestsAnswer),
    };

    public async Task<InsightReply> AskAsync(InsightQuestion question, CancellationToken cancellationToken)
    {
        var asking = DeliveryAsking.Of(question, Descriptor, FactKinds.PullRequest) with { IsAboutNow = true };
        var reading = await reader.ReadAsync(
            asking,
            OpenPullRequestsSql.For(asking.Filter),
            async results => (Open: (await results.ReadAsync<OpenRow>()).AsList(), Any: await results.ReadSingleAsync<bool>()),
            cancellationToken);
        var people = reading.Rows.Open.Where(row => !row.IsBot(question.Tenant.Delivery)).OrderByDescending(row => row.Waiting(question.Now) ?? TimeSpan.MinValue).ThenBy(row => row.OpenedAt).ToArray();
        var answer = Of(people, reading.Rows.Open.Count - people.Length, question.Now);
        return new DeliveryReply(asking, reading.Sources, Descriptor.Name).With(answer, reading.Rows.Any, Say(answer, asking), EvidenceOf(answer, people, asking));
    }

    private static OpenPullRequestsAnswer Of(OpenRow[] people, int bots, DateTimeOffset now)
    {
        var listed = people.Select(row => row.ToAnswer(now)).ToArray();
        return new OpenPullRequestsAnswer
        {
            Open = people.Length,
            Drafts = people.Count(row => row.Draft),
            Bots = bots,
            WaitingForReview = listed.Count(pull => pull.WaitingSeconds is not null),
            Overdue = listed.Count(pull => pull.Overdue),
            MedianAgeSeconds = Statistics.Median(listed.Select(pull => pull.AgeSeconds)),
            PullRequests = [.. listed.Take(MostListed)],
            Repositories =
            [
                .. listed.GroupBy(pull => pull.Repository).Select(group => new RepositoryOpen(group.Key, group.Count(), group.Count(pull => pull.Overdue)))
                    .OrderByDescending(repository => repository.Overdue).ThenByDescending(repository => repository.Open).ThenBy(repository => repository.Repository, StringComparer.Ordinal),
            ],
        };
    }

    private static string Say(OpenPullRequestsAnswer answer, DeliveryAsking asking)
    {
        if (answer.Open == 0)
        {
            return $"No pull request{asking.Filter.Words} is open.";
        }

        var longest = answer.PullRequests[0] is { WaitingSeconds: { } waiting } first ? $" The longest waits for {Wording.Duration(waiting)}: {first.Title} ({first.Repository})." : "";
        return $"{Wording.Count(answer.Open, "pull request is", "pull requests are")} open{asking.Filter.Words}, {answer.WaitingForReview} waiting for a first review, {answer.Overdue} of them for more than 2 days by the clock.{longest}";
    }

    private static Evidence EvidenceOf(OpenPullRequestsAnswer answer, OpenRow[] people, DeliveryAsking asking) => new()
    {
        Rule = $"Pull requests{asking.Filter.Words} that are neither merged nor closed. Waiting: not a draft and without a review by another person, since opened (ready for review); overdue after more than 2 days by the clock.",
        Rows = [.. people.Take(Evidence.MaxRows).Select(row => row.ToEvidence(asking.Question.Now))],
        Total = answer.Open,
        Excluded = answer.Bots > 0 ? [new("Opened by machines", answer.Bots)] : [],
        AsOf = new Dictionary<string, DateTimeOffset?>(),
    };
}
