using Cto.Domain;
using Cto.Domain.Delivery;
using Cto.Insights.Delivery.DoraMetrics;
using static Cto.Insights.Tests.Delivery.Company;

namespace Cto.Insights.Tests.Delivery;

public sealed class DoraMetricsTests
{
    private const string Dora = "delivery.dora";

    [Fact]
    public async Task A_pushed_history_gives_the_numbers_that_the_definitions_prescribe()
    {
        var company = await StartAsync();
        await company.PushAsync(
            Service("shop", "sales", "acme/shop"),
            Deployed("V1", 10), Deployed("V2", 20), Deployed("V3", 30), Deployed("V1", 40), Deployed("V4", 50) with { Labels = ["hotfix"] },
            Deployed("V5", 60) with { Result = DeploymentResult.Failure }, Deployed("V5", 61, environment: "staging"), Deployed("V6", 70) with { FinishedAt = null, Result = null },
            Merged("V1", 9), Merged("V2", 19, firstCommit: 16), Merged("V3", 29, firstCommit: 24), Merged("V4", 49, firstCommit: 51),
            Broke("INC-1", 21, resolved: 23), Broke("INC-2", 500));
        var reply = await company.AskAsync(Dora);
        var answer = Assert.IsType<DoraAnswer>(reply.Answer);

        // Five successes; V2 failed by the rollback and by INC-1, the rollback itself by the hotfix after it.
        Assert.Equal((5, 5 / 30.0, 7 * (5 / 30.0)), (answer.DeploymentFrequency.Count, answer.DeploymentFrequency.PerDay, answer.DeploymentFrequency.PerWeek));
        Assert.Equal("high", answer.DeploymentFrequency.Band);
        Assert.Equal((2, 4, 0.5), (answer.ChangeFailureRate.Failed, answer.ChangeFailureRate.Denominator, answer.ChangeFailureRate.Rate));
        // V2: INC-1 from 21 to 23, three hours after the deployment; the rollback at 40 is hot-fixed at 50.
        Assert.Equal((6 * 3600.0, 6.5 * 3600, 2), (answer.RecoveryTime.MedianSeconds, answer.RecoveryTime.FromFinishMedianSeconds, answer.RecoveryTime.Count));
        Assert.Equal((0.4, 2), (answer.ReworkRate.Rate, answer.ReworkRate.Count));
        // V1 came with the first deployment, V4's first commit is younger than its deployment: an even median of 4 and 6 hours remains.
        Assert.Equal((5 * 3600.0, 2), (answer.LeadTime.MedianSeconds, answer.LeadTime.Count));
        Assert.Equal(30, answer.Daily.Count);
        Assert.Equal(new DoraDay(new(2026, 3, 1), 2, 1, 4 * 3600.0, 2 * 3600.0, 0), answer.Daily[0]);
        Assert.Equal(InsightStatus.Answered, reply.Status);
        Assert.Equal(6, reply.Evidence.Total);
        Assert.Contains(reply.Evidence.Excluded, excluded => excluded.Reason.Contains("first deployment", StringComparison.Ordinal) && excluded.Count == 1);
        Assert.Contains(reply.Evidence.Excluded, excluded => excluded.Reason.Contains("clock or rebase", StringComparison.Ordinal) && excluded.Count == 1);
        Assert.Contains(reply.Evidence.Excluded, excluded => excluded.Reason.Contains("no deployment is to blame", StringComparison.Ordinal) && excluded.Count == 1);
        Assert.Contains(reply.Evidence.Excluded, excluded => excluded.Reason.StartsWith("Runs that failed", StringComparison.Ordinal) && excluded.Count == 1);
        Assert.Equal("shop:V1@40:production", reply.Evidence.Rows[0].Key);
        Assert.Equal("https://example.test/V1", reply.Evidence.Rows[0].Url);
        Assert.Contains("50 % of changes failed (2 of 4)", reply.Sentence, StringComparison.Ordinal);
        Assert.NotNull(Assert.Single(reply.Evidence.AsOf).Value);
    }

    [Fact]
    public async Task Nothing_connected_is_not_connected_and_connected_without_deployments_is_no_data()
    {
        var company = await StartAsync();
        var nothing = await company.AskAsync(Dora);
        Assert.Equal((InsightStatus.NotConnected, null), (nothing.Status, nothing.Answer));
        await company.PushAsync(Merged("a", 1));
        var reply = await company.AskAsync(Dora);
        Assert.Equal(InsightStatus.NoData, reply.Status);
        var answer = Assert.IsType<DoraAnswer>(reply.Answer);
        Assert.Equal(new DeploymentFrequencyAnswer(null, null, null, null, null), answer.DeploymentFrequency);
        Assert.Equal((null, null, null, null), (answer.LeadTime.MedianSeconds, answer.ChangeFailureRate.Rate, answer.RecoveryTime.MedianSeconds, answer.ReworkRate.Rate));
    }

    [Fact]
    public async Task A_service_that_was_not_deployed_in_the_period_was_deployed_0_times()
    {
        var company = await StartAsync();
        await company.PushAsync(Deployed("V1", -1000));
        var answer = await company.AnswerAsync<DoraAnswer>(Dora, "period=last-7-days");
        Assert.Equal((0, 0.0, "low"), (answer.DeploymentFrequency.Count, answer.DeploymentFrequency.PerDay, answer.DeploymentFrequency.Band));
        Assert.Null(answer.ChangeFailureRate.Rate);
        Assert.Null(answer.LeadTime.Band);
    }

    [Fact]
    public async Task A_deployment_belongs_to_the_period_in_which_it_finished_and_is_compared_with_the_one_before()
    {
        var company = await StartAsync();
        await company.PushAsync(Deployed("V1", 0), Deployed("V2", 24), Deployed("V3", 47.99), Deployed("V4", 48));
        var answer = await company.AnswerAsync<DoraAnswer>(Dora, "from=2026-03-02&to=2026-03-03");
        Assert.Equal((2, 1), (answer.DeploymentFrequency.Count, answer.Before!.DeploymentFrequency.Count));
    }

    [Fact]
    public async Task Days_are_the_tenants_and_a_day_that_changes_the_clocks_has_23_hours()
    {
        var company = await StartAsync("Europe/Berlin");
        await company.PushAsync(Deployed("V1", (28 * 24) - 1.5), Deployed("V2", (28 * 24) + 21.5), Deployed("V3", (28 * 24) + 22.5));
        company.Now = DateTimeOffset.Parse("2026-03-31T12:00:00Z");
        var answer = await company.AnswerAsync<DoraAnswer>(Dora, "from=2026-03-29&to=2026-03-30");
        // 22:30 UTC on the 28th is still the 28th in Berlin, 21:30 UTC on the 29th the 29th, 22:30 UTC on the 29th already the 30th.
        Assert.Equal(1, answer.DeploymentFrequency.Count);
        Assert.Equal(24 / 23.0, answer.DeploymentFrequency.PerDay!.Value, 9);
        Assert.Equal([new DateOnly(2026, 3, 29)], answer.Daily.Select(day => day.Day));
    }

    [Fact]
    public async Task Filters_by_service_team_and_repository_leave_the_others_out()
    {
        var company = await StartAsync();
        await company.PushAsync(
            Service("shop", "sales", "acme/shop"), Service("pay", "money", "acme/pay", "acme/ledger"),
            Deployed("s0", 1), Deployed("s1", 10), Deployed("p0", 1, "pay"), Deployed("p1", 20, "pay"), Deployed("l1", 30, "pay"),
            Merged("s1", 9, 8), Merged("p1", 19, 15, "acme/pay"), Merged("l1", 29, 20, "acme/ledger"));
        Assert.Equal((5, 3), Counts(await company.AnswerAsync<DoraAnswer>(Dora)));
        Assert.Equal((2, 1), Counts(await company.AnswerAsync<DoraAnswer>(Dora, "service=SHOP")));
        Assert.Equal((3, 2), Counts(await company.AnswerAsync<DoraAnswer>(Dora, "team=money")));
        var ledger = await company.AnswerAsync<DoraAnswer>(Dora, "repository=acme/ledger");
        Assert.Equal((3, 1), Counts(ledger));
        Assert.Equal(10 * 3600.0, ledger.LeadTime.MedianSeconds);
        Assert.Equal((1, 2), ((await company.AnswerAsync<DoraAnswer>(Dora, "team=money")).Services, (await company.AnswerAsync<DoraAnswer>(Dora)).Services));

        static (int?, int) Counts(DoraAnswer answer) => (answer.DeploymentFrequency.Count, answer.LeadTime.Count);
    }

    [Theory]
    [InlineData("service=shpo", "service", "shop")]
    [InlineData("service=checkout", "service", "checkout-service")]
    [InlineData("team=slaes", "team", "sales")]
    [InlineData("repository=acme/shp", "repository", "acme/shop")]
    public async Task An_unknown_name_is_answered_with_those_it_may_mean(string query, string parameter, string suggestion)
    {
        var company = await StartAsync();
        await company.PushAsync(Service("shop", "sales", "acme/shop"), Service("checkout-service", "money"), Deployed("V1", 1));
        var unknown = await Assert.ThrowsAsync<UnknownEntityException>(() => company.AskAsync(Dora, query));
        Assert.Equal(parameter, unknown.Parameter);
        Assert.Equal(suggestion, unknown.Suggestions[0]);
    }

    [Theory]
    [InlineData("period=fortnight", "period")]
    [InlineData("from=2026-13-01", "from")]
    [InlineData("to=2026-03-01", "from")]
    [InlineData("from=2026-03-01&to=soon", "to")]
    [InlineData("environment=staging", "environment")]
    public async Task A_parameter_that_makes_no_sense_is_refused_by_name(string query, string parameter)
    {
        var company = await StartAsync();
        Assert.Equal(parameter, (await Assert.ThrowsAsync<InsightParameterException>(() => company.AskAsync(Dora, query))).Parameter);
    }

    [Fact]
    public async Task By_commits_every_commit_is_a_change()
    {
        var company = await StartAsync();
        Commit[] commits = [.. new[] { ("a", 4.0), ("b", 6.0), ("m", 8.0) }.Select(commit => new Commit
        {
            Key = commit.Item1, Repository = "acme/shop", Sha = commit.Item1, Subject = "s", AuthoredAt = At(commit.Item2), CommittedAt = At(commit.Item2), Mainline = commit.Item1 == "m",
            FirstCommitAt = commit.Item1 == "m" ? At(4) : null,
        })];
        await company.PushAsync([Service("shop", null, "acme/shop"), Deployed("o", 0), Deployed("m", 10) with { Commits = ["a", "b", "m"] }, .. commits]);
        var byChange = await company.AnswerAsync<DoraAnswer>(Dora);
        Assert.Equal((1, 6 * 3600.0), (byChange.LeadTime.Count, byChange.LeadTime.MedianSeconds));
        var byCommit = await company.AnswerAsync<DoraAnswer>(Dora, "unit=commit");
        Assert.Equal((3, 6 * 3600.0), (byCommit.LeadTime.Count, byCommit.LeadTime.MedianSeconds));
        // With a pull request the repository's changes are its pull requests; bots count.
        await company.PushAsync(Merged("m", 8, 3) with { Bot = true });
        Assert.Equal(7 * 3600.0, (await company.AnswerAsync<DoraAnswer>(Dora)).LeadTime.MedianSeconds);
    }

    [Fact]
    public async Task The_edition_is_named_and_can_be_asked_for()
    {
        var company = await StartAsync();
        await company.PushAsync(Deployed("V1", 1));
        Assert.Equal("2023", (await company.AnswerAsync<DoraAnswer>(Dora)).Edition);
        var later = await company.AnswerAsync<DoraAnswer>(Dora, "edition=2025");
        Assert.Equal(("2025", null), (later.Edition, later.DeploymentFrequency.Band));
    }

    [Fact]
    public async Task Another_tenant_sees_nothing_of_it()
    {
        var company = await StartAsync();
        await company.PushAsync(Service("shop", "sales", "acme/shop"), Deployed("V1", 1), Merged("V1", 0.5), Broke("INC-1", 2));
        await company.AskAsync(Dora);
        var other = await StartAsync();
        Assert.Equal(InsightStatus.NotConnected, (await other.AskAsync(Dora)).Status);
        await other.PushAsync(Deployed("V9", 5, "shop"));
        Assert.Equal(1, (await other.AnswerAsync<DoraAnswer>(Dora)).DeploymentFrequency.Count);
        Assert.Empty((await Assert.ThrowsAsync<UnknownEntityException>(() => other.AskAsync(Dora, "team=sales"))).Suggestions);
    }
}
