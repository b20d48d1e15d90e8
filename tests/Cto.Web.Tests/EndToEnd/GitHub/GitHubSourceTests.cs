using System.Globalization;
using System.Text.Json;

namespace Cto.Web.Tests.EndToEnd.GitHub;

/// <summary>From recorded GitHub data to proved numbers, over HTTP alone.</summary>
public sealed class GitHubSourceTests(LoopbackWeb web) : IClassFixture<LoopbackWeb>
{
    private static readonly (string Name, string Value) ByRelease = ("deploymentsFrom", "releases");

    [Theory]
    [InlineData("2018-01-01", "2021-01-01")]
    [InlineData("2018-10-01", "2019-09-01")]
    [InlineData("2019-08-01", "2019-10-09")]
    public async Task Recorded_pull_requests_and_releases_give_the_numbers_of_the_definitions(string from, string to)
    {
        var recording = Recording.Open();
        await using var github = await recording.ServeAsync();
        using var tenant = await web.TenantAsync();
        await tenant.SyncedAsync(await tenant.ConnectAsync(github, Recording.Repository, ByRelease));

        var expected = new RecordedFigures(recording, Day(from), Day(to));
        var period = $"from={from}&to={to}";
        AssertCycleTime(expected, await tenant.InsightAsync("pull-requests.cycle-time", period));
        AssertReviewLoad(expected, await tenant.InsightAsync("pull-requests.review-load", period));

        var lead = await tenant.InsightAsync("delivery.lead-time", period);
        RecordedFigures.AssertSpread(expected.LeadTimes, lead.GetProperty("answer").GetProperty("leadTime"));
        Assert.Equal((expected.ShippedFirst, expected.ShippedWithoutFirstCommit), (lead.Excluded("first deployment"), lead.Excluded("unknown")));

        var dora = await tenant.InsightAsync("delivery.dora", period);
        RecordedFigures.AssertSpread(expected.LeadTimes, dora.GetProperty("answer").GetProperty("leadTime"));
        Assert.Equal((expected.ShippedFirst, expected.ShippedWithoutFirstCommit), (dora.Excluded("first deployment"), dora.Excluded("unknown")));
        var frequency = dora.GetProperty("answer").GetProperty("deploymentFrequency");
        Assert.Equal(expected.Deployments, frequency.GetProperty("count").GetInt32());
        Assert.Equal(expected.Deployments / (Day(to) - Day(from)).TotalDays, frequency.GetProperty("perDay").GetDouble(), 12);

        // Everything recorded is closed.
        Assert.Equal(0, (await tenant.InsightAsync("pull-requests.open", "")).GetProperty("answer").GetProperty("open").GetInt32());
    }

    [Fact]
    public async Task Every_row_of_the_evidence_leads_to_where_it_was_recorded()
    {
        var recording = Recording.Open();
        await using var github = await recording.ServeAsync();
        using var tenant = await web.TenantAsync();
        await tenant.SyncedAsync(await tenant.ConnectAsync(github, Recording.Repository, ByRelease));

        const string All = "from=2018-01-01&to=2021-01-01";
        var merged = recording.Pulls.Where(pull => pull["merged_at"] is not null).Select(pull => (string)pull["html_url"]!).Order();
        Assert.Equal(merged, Urls(await tenant.InsightAsync("pull-requests.cycle-time", All)));
        var reviews = recording.Reviews.SelectMany(pull => pull).Select(review => (string)review["html_url"]!).Order();
        Assert.Equal(reviews, Urls(await tenant.InsightAsync("pull-requests.review-load", All)));
        Assert.Equal(recording.Releases.Select(release => (string)release["html_url"]!), Urls(await tenant.InsightAsync("delivery.dora", All)));
    }

    [Fact]
    public async Task Recorded_workflow_runs_are_deployments_where_the_settings_say_so()
    {
        var recording = Recording.Open();
        await using var github = await recording.ServeAsync();
        using var tenant = await web.TenantAsync();
        await tenant.SyncedAsync(await tenant.ConnectAsync(github, Recording.Repository, ("deploymentsFrom", "workflows"), ("deploymentPatterns", "CodeQL")));

        var ended = recording.Runs.Where(run => (string)run["name"]! == "CodeQL" && Recording.At(run, "updated_at") < Day("2022-10-01"))
            .ToLookup(run => ((string?)run["conclusion"])?.ToUpperInvariant());
        var failed = ended["FAILURE"].Concat(ended["TIMED_OUT"]).Concat(ended["STARTUP_FAILURE"]).Count();
        var dora = await tenant.InsightAsync("delivery.dora", "from=2022-06-01&to=2022-10-01");
        var answer = dora.GetProperty("answer");
        Assert.Equal(ended["SUCCESS"].Count(), answer.GetProperty("deploymentFrequency").GetProperty("count").GetInt32());
        Assert.Equal((0, ended["SUCCESS"].Count()), (answer.GetProperty("changeFailureRate").GetProperty("failed").GetInt32(), answer.GetProperty("changeFailureRate").GetProperty("denominator").GetInt32()));
        Assert.Equal(failed, dora.Excluded("runs that failed"));

        // All was merged long before the first of these runs, so that one shipped it, and nobody knows how long it had waited.
        Assert.True(answer.GetProperty("leadTime").GetProperty("medianSeconds").ValueKind == JsonValueKind.Null, answer.GetProperty("leadTime").ToString());
        Assert.Equal(recording.Pulls.Count(pull => pull["merged_at"] is not null), dora.Excluded("first deployment"));
    }

    [Fact]
    public async Task Two_companies_with_the_same_repository_never_see_each_other()
    {
        var recording = Recording.Open();
        await using var github = await recording.ServeAsync();
        using var one = await web.TenantAsync();
        using var other = await web.TenantAsync();
        var (first, second) = (await one.ConnectAsync(github, Recording.Repository, ByRelease), await other.ConnectAsync(github, Recording.Repository, ("deploymentsFrom", "deployments")));
        await one.SyncedAsync(first);
        await other.SyncedAsync(second);

        const string All = "from=2018-01-01&to=2021-01-01";
        Assert.Equal(4, (await one.InsightAsync("delivery.dora", All)).GetProperty("evidence").GetProperty("total").GetInt32());
        Assert.Equal(0, (await other.InsightAsync("delivery.dora", All)).GetProperty("evidence").GetProperty("total").GetInt32());
        Assert.Equal(18, (await other.InsightAsync("pull-requests.cycle-time", All)).GetProperty("answer").GetProperty("merged").GetInt32());
        await other.FetchAsync($"/api/v1/sources/{first}", System.Net.HttpStatusCode.NotFound);

        // What one of them forgets, the other keeps.
        await other.AskAsync(HttpMethod.Delete, $"/api/v1/sources/{second}", null, System.Net.HttpStatusCode.Accepted);
        await Waiting.UntilAsync(async () => (await other.InsightAsync("pull-requests.cycle-time", All)).GetProperty("evidence").GetProperty("total").GetInt64() == 0);
        Assert.Equal(18, (await one.InsightAsync("pull-requests.cycle-time", All)).GetProperty("answer").GetProperty("merged").GetInt32());
    }

    private static void AssertCycleTime(RecordedFigures expected, JsonElement reply)
    {
        var answer = reply.GetProperty("answer");
        RecordedFigures.AssertSpread(expected.Coding, answer.GetProperty("coding"));
        RecordedFigures.AssertSpread(expected.Pickup, answer.GetProperty("pickup"));
        RecordedFigures.AssertSpread(expected.Review, answer.GetProperty("review"));
        RecordedFigures.AssertSpread(expected.Deploy, answer.GetProperty("deploy"));
        RecordedFigures.AssertSpread(expected.Cycle, answer.GetProperty("cycle"));
        Assert.Equal(expected.MergeRate, answer.GetProperty("mergeRate").GetDouble(), 12);
        Assert.Equal((expected.Merged.Count, expected.WithoutReview), (answer.GetProperty("merged").GetInt32(), answer.GetProperty("mergedWithoutReview").GetInt32()));
        Assert.Equal(
            (expected.WithoutReview, expected.NotDeployed, expected.WithoutFirstCommit),
            (reply.Excluded("without a review"), reply.Excluded("not in production"), reply.Excluded("first commit unknown")));
    }

    private static void AssertReviewLoad(RecordedFigures expected, JsonElement reply)
    {
        var answer = reply.GetProperty("answer");
        var people = answer.GetProperty("people").EnumerateArray().ToDictionary(person => person.GetProperty("person").GetString()!, person => person.GetProperty("reviews").GetInt32());
        Assert.Equal(expected.Reviewers.OrderBy(person => person.Key), people.OrderBy(person => person.Key));
        Assert.Equal(expected.OwnReviews, reply.Excluded("by the author"));
        if (people.Count == 0)
        {
            Assert.Equal(JsonValueKind.Null, answer.GetProperty("gini").ValueKind);
        }
        else
        {
            Assert.Equal(expected.Gini, answer.GetProperty("gini").GetDouble(), 12);
        }
    }

    private static IEnumerable<string> Urls(JsonElement reply) =>
        reply.GetProperty("evidence").GetProperty("rows").EnumerateArray().Select(row => row.GetProperty("url").GetString()!).Order();

    private static DateTimeOffset Day(string text) => DateTimeOffset.Parse(text + "T00:00:00Z", CultureInfo.InvariantCulture);
}
