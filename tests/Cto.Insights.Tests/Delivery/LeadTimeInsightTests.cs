using Cto.Domain.Delivery;
using Cto.Insights.Delivery.LeadTime;
using static Cto.Insights.Tests.Delivery.Company;

namespace Cto.Insights.Tests.Delivery;

public sealed class LeadTimeInsightTests
{
    private const string LeadTime = "delivery.lead-time";

    [Fact]
    public async Task Lead_time_is_taken_apart_by_phase_and_compared_with_before()
    {
        var company = await StartAsync();
        company.Now = At(24 * 14);
        await company.PushAsync(
            Service("shop", "sales", "acme/shop"), Deployed("o", 1),
            // Before: 4 hours. Now: 10 and 20 hours.
            Deployed("a", 10), Merged("a", 9, firstCommit: 6), Deployed("b", 180), Merged("b", 178, firstCommit: 170) with { ReadyAt = At(172) }, Deployed("c", 200), Merged("c", 190, firstCommit: 180),
            new Review { Key = "r", PullRequest = Merged("b", 178).Key, Repository = "acme/shop", Reviewer = "bob", SubmittedAt = At(175), State = ReviewState.Approved });
        var reply = await company.AskAsync(LeadTime, "period=last-7-days");
        var answer = Assert.IsType<LeadTimeAnswer>(reply.Answer);
        Assert.Equal(new Durations(15 * 3600, 17.5 * 3600, 19 * 3600, 2), answer.LeadTime);
        Assert.Equal(new Durations(4 * 3600, 4 * 3600, 4 * 3600, 1), answer.Before);
        Assert.Equal(["coding", "pickup", "review", "deploy"], answer.Phases.Select(phase => phase.Phase));
        Assert.Equal([1.0, 3, 3, 6], answer.Phases.Select(phase => phase.Now.MedianSeconds / 3600));
        Assert.Equal([2, 1, 1, 2], answer.Phases.Select(phase => phase.Now.Count));
        Assert.Null(answer.Phases[1].Before.MedianSeconds);
        Assert.Equal(new LeadTimeGroup("shop", answer.LeadTime, 4 * 3600), Assert.Single(answer.Groups));
        Assert.Equal([("acme/shop#c", 20 * 3600.0), ("acme/shop#b", 10 * 3600.0)], reply.Evidence.Rows.Select(row => (row.Key, (double)row.Fields["lead time seconds"]!)));
        Assert.Equal(("Change c", "https://example.test/c"), (reply.Evidence.Rows[0].Title, reply.Evidence.Rows[0].Url));
        Assert.Contains("up from 4 hours", reply.Sentence, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("service", "pay", "shop")]
    [InlineData("repository", "acme/pay", "acme/shop")]
    [InlineData("team", "money", "no team")]
    public async Task Groups_are_services_repositories_or_teams_the_slowest_first(string by, string first, string second)
    {
        var company = await StartAsync();
        await company.PushAsync(
            Service("shop", null, "acme/shop"), Service("pay", "money", "acme/pay"), Deployed("o", 1), Deployed("o", 1, "pay"),
            Deployed("a", 10), Merged("a", 9, 8), Deployed("b", 10, "pay"), Merged("b", 9, 2, "acme/pay"));
        Assert.Equal([first, second], (await company.AnswerAsync<LeadTimeAnswer>(LeadTime, $"by={by}")).Groups.Select(group => group.Name));
    }

    [Fact]
    public async Task In_working_hours_nights_and_weekends_do_not_count()
    {
        var company = await StartAsync();
        // Friday 6 March 15:00 to Monday 9 March 11:00: two hours each.
        await company.PushAsync(Service("shop", null, "acme/shop"), Deployed("o", 1), Deployed("a", (8 * 24) + 11), Merged("a", (8 * 24) + 10, firstCommit: (5 * 24) + 15));
        Assert.Equal(68 * 3600, (await company.AnswerAsync<LeadTimeAnswer>(LeadTime)).LeadTime.MedianSeconds);
        Assert.Equal(4 * 3600, (await company.AnswerAsync<LeadTimeAnswer>(LeadTime, "hours=working")).LeadTime.MedianSeconds);
    }

    [Fact]
    public async Task What_has_no_lead_time_is_counted_with_its_reason()
    {
        var company = await StartAsync();
        await company.PushAsync(Deployed("o", 1), Merged("o", 0), Deployed("a", 10), Merged("a", 9, 12), Merged("x", 8) with { FirstCommitAt = null });
        var reply = await company.AskAsync(LeadTime);
        Assert.Equal(Durations.None, Assert.IsType<LeadTimeAnswer>(reply.Answer).LeadTime);
        Assert.Equal(
            [("Shipped by a service's first deployment", 1), ("First commit younger than the deployment (clock or rebase)", 1), ("First commit unknown", 1L)],
            reply.Evidence.Excluded.Select(excluded => (excluded.Reason, excluded.Count)));
    }
}
