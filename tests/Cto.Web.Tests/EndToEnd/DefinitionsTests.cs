using System.Globalization;
using System.Text.Json;

namespace Cto.Web.Tests.EndToEnd;

/// <summary>Facts pushed over HTTP give the numbers that the definitions prescribe, each worked out by hand here.</summary>
public sealed class DefinitionsTests
{
    private const string June = "from=2025-06-01&to=2025-07-01";

    [Fact]
    public async Task Going_back_to_an_earlier_version_fails_what_came_right_after_it()
    {
        using var tenant = await (await SharedWeb.GetAsync()).TenantAsync();
        await tenant.PushAsync(Deployed("d1", "2025-06-02T10:00:00Z", "v1"), Deployed("d2", "2025-06-03T10:00:00Z", "v2"), Deployed("d3", "2025-06-04T10:00:00Z", "v3"), Deployed("d4", "2025-06-05T10:00:00Z", "v1"));
        var answer = await DoraAsync(tenant, June);
        var failures = answer.GetProperty("changeFailureRate");
        Assert.Equal((1, 3), (failures.GetProperty("failed").GetInt32(), failures.GetProperty("denominator").GetInt32()));
        Assert.Equal(1 / 3.0, failures.GetProperty("rate").GetDouble(), 9);
        Assert.Equal(4, answer.GetProperty("deploymentFrequency").GetProperty("count").GetInt32());
        Assert.Equal(0.25, answer.GetProperty("reworkRate").GetProperty("rate").GetDouble(), 9);

        // V2 failed; from its finish to the rollback it took two days.
        Assert.Equal(TimeSpan.FromDays(2).TotalSeconds, answer.GetProperty("recoveryTime").GetProperty("medianSeconds").GetDouble());
    }

    [Fact]
    public async Task What_the_first_deployment_shipped_is_left_out_and_said_so()
    {
        using var tenant = await (await SharedWeb.GetAsync()).TenantAsync();
        await tenant.PushAsync(
            Merged("p1", "2025-06-01T08:00:00Z", "2025-06-01T09:00:00Z", "a1"), Deployed("d1", "2025-06-02T10:00:00Z", "v1", "a1"),
            Merged("p2", "2025-06-03T08:00:00Z", "2025-06-03T09:00:00Z", "a2"), Deployed("d2", "2025-06-03T10:00:00Z", "v2", "a2"));
        var reply = await tenant.FetchAsync($"/api/v1/insights/delivery.dora?{June}");
        var leadTime = reply.GetProperty("answer").GetProperty("leadTime");
        Assert.Equal((1, 7200), (leadTime.GetProperty("count").GetInt32(), leadTime.GetProperty("medianSeconds").GetDouble()));
        Assert.Contains("first deployment", reply.GetProperty("evidence").GetProperty("excluded").ToString(), StringComparison.OrdinalIgnoreCase);
        Assert.Equal(2, reply.GetProperty("answer").GetProperty("deploymentFrequency").GetProperty("count").GetInt32());
    }

    [Fact]
    public async Task The_median_of_an_even_number_lies_between_the_two_in_the_middle()
    {
        using var tenant = await (await SharedWeb.GetAsync()).TenantAsync();
        await tenant.PushAsync(
            Deployed("d0", "2025-06-01T00:00:00Z", "v0"),
            Merged("p1", "2025-06-02T09:00:00Z", "2025-06-02T09:30:00Z", "a1"), Deployed("d1", "2025-06-02T10:00:00Z", "v1", "a1"),
            Merged("p2", "2025-06-03T07:00:00Z", "2025-06-03T09:30:00Z", "a2"), Deployed("d2", "2025-06-03T10:00:00Z", "v2", "a2"));
        var leadTime = (await DoraAsync(tenant, June)).GetProperty("leadTime");
        Assert.Equal((2, 7200), (leadTime.GetProperty("count").GetInt32(), leadTime.GetProperty("medianSeconds").GetDouble()));
        Assert.Equal(9000, leadTime.GetProperty("p75Seconds").GetDouble());
    }

    [Fact]
    public async Task An_incident_that_nothing_caused_is_listed_and_not_counted()
    {
        using var tenant = await (await SharedWeb.GetAsync()).TenantAsync();
        await tenant.PushAsync(
            Deployed("d1", "2025-06-02T10:00:00Z", "v1"), Deployed("d2", "2025-06-10T10:00:00Z", "v2"),
            Incident("i1", "2025-06-02T12:00:00Z", "2025-06-02T13:00:00Z"), Incident("i2", "2025-06-06T12:00:00Z", "2025-06-06T13:00:00Z"));
        var reply = await tenant.FetchAsync($"/api/v1/insights/delivery.dora?{June}");
        var failures = reply.GetProperty("answer").GetProperty("changeFailureRate");
        Assert.Equal((1, 2), (failures.GetProperty("failed").GetInt32(), failures.GetProperty("denominator").GetInt32()));
        Assert.Contains("no deployment is to bla", reply.GetProperty("evidence").GetProperty("excluded").ToString(), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Bots_count_as_changes_and_not_as_people()
    {
        using var tenant = await (await SharedWeb.GetAsync()).TenantAsync();
        await tenant.PushAsync(
            Deployed("d0", "2025-06-01T00:00:00Z", "v0"),
            Merged("p1", "2025-06-02T08:00:00Z", "2025-06-02T09:30:00Z", "a1", author: "ann", reviewedAt: "2025-06-02T09:00:00Z"),
            Merged("p2", "2025-06-02T08:00:00Z", "2025-06-02T09:30:00Z", "a2", author: "dependabot[bot]", reviewedAt: "2025-06-02T09:00:00Z"),
            Deployed("d1", "2025-06-02T10:00:00Z", "v1", "a1", "a2"));
        Assert.Equal(2, (await DoraAsync(tenant, June)).GetProperty("leadTime").GetProperty("count").GetInt32());
        var cycle = (await tenant.FetchAsync($"/api/v1/insights/pull-requests.cycle-time?{June}")).GetProperty("answer").GetProperty("cycle");
        Assert.Equal(1, cycle.GetProperty("count").GetInt32());
    }

    [Theory]
    [InlineData("2025-03-30", "2025-03-31", 23)]
    [InlineData("2025-10-26", "2025-10-27", 25)]
    [InlineData("2025-06-10", "2025-06-11", 24)]
    public async Task A_day_that_changes_clocks_has_23_or_25_hours(string from, string to, int hours)
    {
        using var tenant = await (await SharedWeb.GetAsync()).TenantAsync("Europe/Berlin");
        var start = DateTimeOffset.Parse(from + "T00:00:00Z", CultureInfo.InvariantCulture);
        await tenant.PushAsync(Enumerable.Range(-2, 30).Select(hour => Deployed($"d{hour}", start.AddHours(hour).AddMinutes(30).UtcDateTime.ToString("O"), $"v{hour + 2}")));
        var reply = await tenant.FetchAsync($"/api/v1/insights/delivery.dora?from={from}&to={to}");
        var span = reply.GetProperty("query").GetProperty("to").GetDateTimeOffset() - reply.GetProperty("query").GetProperty("from").GetDateTimeOffset();
        Assert.Equal(hours, span.TotalHours);
        var frequency = reply.GetProperty("answer").GetProperty("deploymentFrequency");
        Assert.Equal(hours, frequency.GetProperty("count").GetInt32());
        Assert.Equal(24, frequency.GetProperty("perDay").GetDouble(), 9);
    }

    [Fact]
    public async Task Without_data_there_is_null_and_never_zero()
    {
        using var tenant = await (await SharedWeb.GetAsync()).TenantAsync();
        var reply = await tenant.FetchAsync($"/api/v1/insights/delivery.dora?{June}");
        Assert.Equal("notConnected", reply.GetProperty("status").GetString());
        await tenant.PushAsync(new { kind = "service", key = "shop", name = "shop", repositories = new[] { "acme/shop" } });
        var answer = (await tenant.FetchAsync($"/api/v1/insights/delivery.dora?{June}")).GetProperty("answer");
        if (answer.ValueKind != JsonValueKind.Null)
        {
            Assert.Equal(JsonValueKind.Null, answer.GetProperty("leadTime").GetProperty("medianSeconds").ValueKind);
            Assert.Equal(JsonValueKind.Null, answer.GetProperty("changeFailureRate").GetProperty("rate").ValueKind);
        }
    }

    [Fact]
    public async Task The_rows_behind_an_answer_are_a_csv_that_no_spreadsheet_runs()
    {
        using var tenant = await (await SharedWeb.GetAsync()).TenantAsync();
        await tenant.PushAsync(Deployed("=1+1", "2025-06-02T10:00:00Z", "v1"), Deployed("d2", "2025-06-03T10:00:00Z", "a,\"b\""));
        using var answer = await tenant.GetAsync(new Uri($"/api/v1/insights/delivery.deployments.csv?{June}", UriKind.Relative), TestContext.Current.CancellationToken);
        var text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.Equal("text/csv", answer.Content.Headers.ContentType?.MediaType);
        Assert.Equal(3, text.Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Length);
        Assert.DoesNotContain("\r\n=", text, StringComparison.Ordinal);
    }

    private static async Task<JsonElement> DoraAsync(HttpClient tenant, string period) =>
        (await tenant.FetchAsync($"/api/v1/insights/delivery.dora?{period}")).GetProperty("answer");

    private static object Deployed(string key, string finishedAt, string version, params string[] commits) => new
    {
        kind = "deployment", key, service = "shop", repository = "acme/shop", environment = "production", @ref = version, finishedAt, result = "success",
        commits = commits.Length == 0 ? null : commits,
    };

    private static object Merged(string key, string firstCommitAt, string mergedAt, string mergeCommit, string author = "ann", string? reviewedAt = null) => new
    {
        kind = "pullRequest", key, repository = "acme/shop", number = int.Parse(key.AsSpan(1), CultureInfo.InvariantCulture), title = key, author,
        createdAt = firstCommitAt, firstCommitAt, mergedAt, closedAt = mergedAt, mergeCommit,
        reviews = reviewedAt is null ? null : new[] { new { reviewer = "bob", submittedAt = reviewedAt, state = "approved" } },
    };

    private static object Incident(string key, string startedAt, string resolvedAt) =>
        new { kind = "incident", key, title = key, service = "shop", status = "resolved", startedAt, resolvedAt };
}
