using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Cto.Testing;

namespace Cto.Web.Tests.EndToEnd.GitHub;

/// <summary>Recorded webhooks, delivered as GitHub delivers them, and what they do to the numbers.</summary>
public sealed class GitHubWebhookTests(LoopbackWeb web) : IClassFixture<LoopbackWeb>
{
    private const string Repository = "Codertocat/Hello-World";
    private const string Day = "from=2019-05-15&to=2019-05-16";

    [Fact]
    public async Task A_pull_request_opens_is_reviewed_and_closes_while_one_looks_on()
    {
        await using var github = await ServeAsync();
        using var tenant = await web.TenantAsync();
        var source = await tenant.ConnectAsync(github, Repository);
        await tenant.SyncedAsync(source);
        Assert.Equal((0, null), await OpenAsync(tenant));

        var opened = Recorded("pull_request", "opened");
        await DeliverAsync(source, "pull_request", opened);
        Assert.Equal((1, (string)opened["pull_request"]!["html_url"]!), await OpenAsync(tenant));

        // The recorded review is its author's own: it is known, and counts for nobody.
        var review = Recorded("pull_request_review", "submitted");
        await DeliverAsync(source, "pull_request_review", review);
        var load = await tenant.InsightAsync("pull-requests.review-load", Day);
        Assert.Equal((0, 1), (load.GetProperty("answer").GetProperty("reviews").GetInt32(), load.Excluded("by the author")));

        await DeliverAsync(source, "pull_request", Recorded("pull_request", "closed"));
        Assert.Equal((0, null), await OpenAsync(tenant));
        Assert.Equal(0, (await tenant.InsightAsync("pull-requests.cycle-time", Day)).GetProperty("answer").GetProperty("mergeRate").GetDouble());
    }

    [Fact]
    public async Task Repeated_and_late_deliveries_change_nothing()
    {
        await using var github = await ServeAsync();
        using var tenant = await web.TenantAsync();
        var source = await tenant.ConnectAsync(github, Repository);
        await tenant.SyncedAsync(source);

        await DeliverAsync(source, "pull_request", Recorded("pull_request", "closed"));
        await tenant.SyncedAsync(source);
        var after = await FactsAsync(tenant, source);
        foreach (var action in new[] { "closed", "closed", "locked", "labeled", "opened" })
        {
            await DeliverAsync(source, "pull_request", Recorded("pull_request", action));
        }

        await tenant.SyncedAsync(source);
        Assert.Equal((0, null), await OpenAsync(tenant));
        Assert.Equal((1, after), (after, await FactsAsync(tenant, source)));
    }

    [Fact]
    public async Task What_is_not_signed_with_the_secret_is_refused_and_does_nothing()
    {
        await using var github = await ServeAsync();
        using var tenant = await web.TenantAsync();
        var source = await tenant.ConnectAsync(github, Repository);
        await tenant.SyncedAsync(source);

        var opened = Recorded("pull_request", "opened");
        await DeliverAsync(source, "pull_request", opened, "another secret", HttpStatusCode.Unauthorized);
        await DeliverAsync(source, "pull_request", opened, null, HttpStatusCode.Unauthorized);
        await DeliverAsync(Guid.NewGuid().ToString(), "pull_request", opened, expected: HttpStatusCode.NotFound);
        Assert.Equal((0, null), await OpenAsync(tenant));
    }

    [Fact]
    public async Task A_delivery_about_another_repository_is_taken_and_ignored()
    {
        await using var github = await ServeAsync();
        using var tenant = await web.TenantAsync();
        var source = await tenant.ConnectAsync(github, Repository);
        await tenant.SyncedAsync(source);

        var foreign = Recorded("pull_request", "opened");
        foreign["repository"]!["full_name"] = "octo-org/octo-repo";
        var answer = await DeliverAsync(source, "pull_request", foreign);
        Assert.Equal("ignored", answer.GetProperty("verdict").GetString());
        Assert.Equal((0, null), await OpenAsync(tenant));
    }

    /// <summary>GitHub with the recorded repository, empty but for what it tells by itself.</summary>
    private static async Task<StubGitHub> ServeAsync()
    {
        var repository = Recorded("pull_request", "opened")["repository"]!;
        var github = await StubGitHub.StartAsync();
        github.Document($"/repos/{Repository}", repository.DeepClone());
        foreach (var list in (string[])["pulls", "deployments", "actions/runs", "releases"])
        {
            github.List($"/repos/{Repository}/{list}", () => []);
        }

        return github;
    }

    private static JsonNode Recorded(string name, string action)
    {
        Assert.SkipUnless(Specs.Exist, Specs.Missing);
        return File.ReadLines(Specs.Path("recorded", "github-webhooks", $"{name}.jsonl")).Select(line => JsonNode.Parse(line)!).First(body => (string?)body["action"] == action);
    }

    /// <param name="source">Its id.</param>
    /// <param name="name">The event.</param>
    /// <param name="body">What it tells.</param>
    /// <param name="secret">What it is signed with; <see langword="null"/> for no signature.</param>
    /// <param name="expected">How it is answered.</param>
    private async Task<JsonElement> DeliverAsync(string source, string name, JsonNode body, string? secret = Upstream.WebhookSecret, HttpStatusCode expected = HttpStatusCode.Accepted)
    {
        var bytes = Encoding.UTF8.GetBytes(body.ToJsonString());
        using var vendor = web.Web.Client("");
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri($"/webhooks/{source}", UriKind.Relative)) { Content = new ByteArrayContent(bytes) };
        request.Content.Headers.ContentType = new("application/json");
        request.Headers.Add("X-GitHub-Event", name);
        if (secret is not null)
        {
            request.Headers.Add("X-Hub-Signature-256", $"sha256={Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), bytes))}");
        }

        using var answer = await vendor.SendAsync(request, TestContext.Current.CancellationToken);
        return await answer.ReadAsync(expected);
    }

    /// <summary>How many pull requests are open, and where the only one is.</summary>
    private static async Task<(int Open, string? Url)> OpenAsync(HttpClient tenant)
    {
        var answer = (await tenant.InsightAsync("pull-requests.open", "")).GetProperty("answer");
        var pulls = answer.ValueKind == JsonValueKind.Null ? [] : answer.GetProperty("pullRequests").EnumerateArray().ToList();
        return (pulls.Count, pulls.Count == 1 ? pulls[0].GetProperty("url").GetString() : null);
    }

    private static async Task<int> FactsAsync(HttpClient tenant, string source) =>
        (await tenant.FetchAsync($"/api/v1/sources/{source}")).GetProperty("streams").GetProperty("pull-requests").GetProperty("facts").GetInt32();
}
