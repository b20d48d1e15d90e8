using Cto.Domain.Delivery;
using Cto.Insights.PullRequests.CycleTime;
using Cto.Insights.PullRequests.OpenPullRequests;
using Cto.Insights.PullRequests.ReviewLoad;
using static Cto.Insights.Tests.Delivery.Company;

namespace Cto.Insights.Tests.PullRequests;

public sealed class PullRequestInsightTests
{
    [Fact]
    public async Task The_cycle_is_the_sum_of_four_phases_and_only_of_those_that_have_all_four()
    {
        var company = await StartAsync();
        await company.PushAsync(
            Service("shop", "sales", "acme/shop"), Deployed("o", 1), Deployed("a", 20), Deployed("b", 40),
            Merged("a", 18, firstCommit: 10) with { ReadyAt = At(12), Additions = 10, Deletions = 5 }, Reviewed("a", "bob", 15), Reviewed("a", "ann", 13), Reviewed("a", "lint[bot]", 12.5),
            Merged("b", 30, firstCommit: 28) with { Additions = 1 }, Merged("c", 50, firstCommit: 49) with { FirstReviewAt = At(49.5) }, Merged("d", 60, author: "renovate[bot]"),
            Merged("e", 61) with { MergedAt = null });
        var reply = await company.AskAsync("pull-requests.cycle-time");
        var answer = Assert.IsType<CycleTimeAnswer>(reply.Answer);
        Assert.Equal((1, 10 * 3600.0), (answer.Cycle.Count, answer.Cycle.MedianSeconds));
        Assert.Equal((3, 2, 2), (answer.Coding.Count, answer.Pickup.Count, answer.Deploy.Count));
        Assert.Equal((1.75 * 3600, 1.75 * 3600), (answer.Pickup.MedianSeconds, answer.Review.MedianSeconds));
        Assert.Equal(6 * 3600.0, answer.Deploy.MedianSeconds);
        Assert.Equal((3, 1, 0.75, 15.0), (answer.Merged, answer.MergedWithoutReview, answer.MergeRate, answer.MedianSize));
        Assert.Equal(["acme/shop"], answer.Groups.Select(group => group.Name));
        Assert.Contains(reply.Evidence.Excluded, excluded => excluded is { Reason: "Opened by machines", Count: 1 });
        Assert.Equal(0, answer.Before!.Merged);
        Assert.Null(answer.Before.MergeRate);
        Assert.Equal(["sales"], (await company.AnswerAsync<CycleTimeAnswer>("pull-requests.cycle-time", "by=team")).Groups.Select(group => group.Name));
    }

    [Fact]
    public async Task Pull_requests_of_repositories_that_no_service_is_built_from_count_too()
    {
        var company = await StartAsync();
        await company.PushAsync(Merged("a", 18, repository: "acme/docs"));
        Assert.Equal(1, (await company.AnswerAsync<CycleTimeAnswer>("pull-requests.cycle-time")).Merged);
        Assert.Equal(1, (await company.AnswerAsync<CycleTimeAnswer>("pull-requests.cycle-time", "repository=acme/docs")).Merged);
    }

    [Fact]
    public async Task Open_pull_requests_wait_until_another_person_has_reviewed_them()
    {
        var company = await StartAsync();
        company.Now = At(100);
        await company.PushAsync(
            Open("old", 10) with { RequestedReviewers = ["bob"] }, Reviewed("old", "ann", 11), Open("seen", 5), Reviewed("seen", "bob", 90), Open("young", 53), Open("draft", 1) with { Draft = true },
            Open("bump", 1) with { Author = "bump", Bot = true }, Merged("done", 50), Merged("closed", 50) with { MergedAt = null });
        var answer = await company.AnswerAsync<OpenPullRequestsAnswer>("pull-requests.open");
        Assert.Equal((4, 1, 1, 2, 1), (answer.Open, answer.Drafts, answer.Bots, answer.WaitingForReview, answer.Overdue));
        Assert.Equal(["old", "young"], answer.PullRequests.Where(pull => pull.WaitingSeconds is not null).Select(pull => pull.Title));
        Assert.Equal((90 * 3600.0, true), (answer.PullRequests[0].WaitingSeconds, answer.PullRequests[0].Overdue));
        Assert.Equal(["bob"], answer.PullRequests[0].RequestedReviewers);
        Assert.Equal(new RepositoryOpen("acme/shop", 4, 1), Assert.Single(answer.Repositories));
        Assert.Equal(92.5 * 3600, answer.MedianAgeSeconds);
    }

    [Fact]
    public async Task None_open_is_an_answer_and_none_known_is_no_data()
    {
        var company = await StartAsync();
        await company.PushAsync(Deployed("o", 1));
        Assert.Equal(InsightStatus.NoData, (await company.AskAsync("pull-requests.open")).Status);
        await company.PushAsync(Merged("a", 5));
        var reply = await company.AskAsync("pull-requests.open");
        Assert.Equal((InsightStatus.Answered, 0), (reply.Status, Assert.IsType<OpenPullRequestsAnswer>(reply.Answer).Open));
        Assert.Null(reply.Query.From);
    }

    [Fact]
    public async Task Review_load_counts_peoples_submissions_and_how_evenly_they_are_spread()
    {
        var company = await StartAsync();
        await company.PushAsync(
            Service("shop", "sales", "acme/shop"), Merged("a", 20, firstCommit: 10), Merged("b", 30, firstCommit: 20),
            Reviewed("a", "bob", 12), Reviewed("a", "Bob", 13), Reviewed("b", "bob", 25), Reviewed("b", "eve", 24), Reviewed("b", "ann", 26), Reviewed("b", "lint[bot]", 21));
        var reply = await company.AskAsync("pull-requests.review-load");
        var answer = Assert.IsType<ReviewLoadAnswer>(reply.Answer);
        Assert.Equal((4, 0.25, 1.0), (answer.Reviews, answer.Gini, answer.TopTwoShare));
        Assert.Equal([("bob", 3, 2, 2 * 3600.0), ("eve", 1, 1, 4 * 3600.0)], answer.People.Select(person => (person.Person.ToLowerInvariant(), person.Reviews, person.PullRequests, person.MedianPickupSeconds!.Value)));
        Assert.Equal(new TeamReviews("sales", 4, 2, 0.25), Assert.Single(answer.Teams));
        Assert.Null(answer.GiniBefore);
        Assert.Equal([1, 1L], reply.Evidence.Excluded.Select(excluded => excluded.Count));
    }

    [Fact]
    public async Task The_tenants_own_bots_are_left_out()
    {
        var company = await StartAsync();
        company.Tenant = company.Tenant with { Delivery = DeliveryRules.Default with { Bots = ["ci_*"] } };
        await company.PushAsync(Merged("a", 20, firstCommit: 10), Reviewed("a", "ci_runner", 12), Reviewed("a", "cis", 15), Merged("b", 21, author: "ci_bump"));
        Assert.Equal(["cis"], (await company.AnswerAsync<ReviewLoadAnswer>("pull-requests.review-load")).People.Select(person => person.Person));
        var cycle = await company.AnswerAsync<CycleTimeAnswer>("pull-requests.cycle-time");
        Assert.Equal((1, 5 * 3600.0), (cycle.Merged, cycle.Pickup.MedianSeconds));
    }

    private static PullRequest Open(string name, double at) => Merged(name, at) with { Title = name, CreatedAt = At(at), MergedAt = null, ClosedAt = null, MergeCommit = null };

    private static Review Reviewed(string commit, string reviewer, double at) => new()
    {
        Key = $"{commit}/{reviewer}@{at}",
        PullRequest = Merged(commit, 0).Key,
        Repository = "acme/shop",
        Reviewer = reviewer,
        SubmittedAt = At(at),
        State = ReviewState.Commented,
    };
}
