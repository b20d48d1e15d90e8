using System.Net;
using System.Text.Json;
using Cto.Testing;

namespace Cto.Web.Tests.EndToEnd;

/// <summary>From a connected repository to proved numbers, over HTTP alone.</summary>
public sealed class GitSourceTests
{
    [Fact]
    public async Task A_connected_repository_gives_the_numbers_that_git_log_gives()
    {
        var now = TimeProvider.System.GetUtcNow();
        using var repository = new GitFixture();
        repository.Commit(now.AddDays(-120), "Start");
        repository.Tag(now.AddDays(-119), "v1.0.0");
        repository.Merge("basket", now.AddDays(-60), now.AddDays(-64), now.AddDays(-62));
        repository.Commit(now.AddDays(-59), "Squashed: prices");
        repository.Tag(now.AddDays(-58), "v1.1.0");
        repository.Merge("search", now.AddDays(-30), now.AddDays(-33));
        repository.Tag(now.AddDays(-29), "v1.2.0-rc1");
        repository.Tag(now.AddDays(-28), "v1.2.0");
        repository.Commit(now.AddDays(-28).AddHours(5), "Mend search");
        repository.Tag(now.AddDays(-28).AddHours(6), "v1.2.1");
        repository.Commit(now.AddDays(-1), "Not shipped yet");

        using var tenant = await (await SharedWeb.GetAsync()).TenantAsync();
        var id = await ConnectAsync(tenant, new { location = repository.Path, service = "shop" });
        await tenant.SyncedAsync(id);
        var answer = (await tenant.FetchAsync("/api/v1/insights/delivery.dora?period=last-90-days")).GetProperty("answer");

        GitFixture.Ask(repository.Path, "tag", "-d", "v1.2.0-rc1");
        var expected = GitFigures.OfTags(repository.Path, now.AddDays(-90));
        Assert.Equal(3, expected.Deployments);
        Assert.Equal(expected.Deployments, answer.GetProperty("deploymentFrequency").GetProperty("count").GetInt32());
        Assert.Equal(expected.LeadTimes.Count, answer.GetProperty("leadTime").GetProperty("count").GetInt32());
        Assert.Equal(expected.MedianLeadTime!.Value, answer.GetProperty("leadTime").GetProperty("medianSeconds").GetDouble(), 3);

        // v1.2.1 came within a day of v1.2.0, so v1.2.0 failed and was mended six hours after it was out.
        Assert.Equal((1, 3), (answer.GetProperty("changeFailureRate").GetProperty("failed").GetInt32(), answer.GetProperty("changeFailureRate").GetProperty("denominator").GetInt32()));
        Assert.Equal(TimeSpan.FromHours(6).TotalSeconds, answer.GetProperty("recoveryTime").GetProperty("medianSeconds").GetDouble(), 3);
    }

    [Fact]
    public async Task This_projects_own_repository_gives_the_numbers_that_git_log_gives()
    {
        var own = OwnRepository();
        Assert.SkipWhen(own is null, "The tests do not run in a git clone.");
        using var scratch = ScratchDirectory.Create("own");
        var clone = Path.Combine(scratch.Path, "clone");
        GitFixture.Ask(scratch.Path, "clone", "--quiet", own!, clone);

        using var tenant = await (await SharedWeb.GetAsync()).TenantAsync();
        var id = await ConnectAsync(tenant, new { location = clone, deployments = "branch", failures = false });
        await tenant.SyncedAsync(id);
        var answer = (await tenant.FetchAsync("/api/v1/insights/delivery.dora?period=last-90-days")).GetProperty("answer");
        var expected = GitFigures.OfBranch(clone, TimeProvider.System.GetUtcNow().AddDays(-90));
        Assert.True(expected.Deployments > 0);
        Assert.Equal(expected.Deployments, answer.GetProperty("deploymentFrequency").GetProperty("count").GetInt32());
        Assert.Equal(expected.MedianLeadTime!.Value, answer.GetProperty("leadTime").GetProperty("medianSeconds").GetDouble(), 3);
    }

    [Fact]
    public async Task A_source_is_paused_resumed_renamed_and_deleted_with_its_facts()
    {
        var now = TimeProvider.System.GetUtcNow();
        using var repository = new GitFixture();
        repository.Commit(now.AddDays(-10), "Start");
        repository.Tag(now.AddDays(-9), "v1.0");
        using var tenant = await (await SharedWeb.GetAsync()).TenantAsync();
        var id = await ConnectAsync(tenant, new { location = repository.Path });
        await tenant.SyncedAsync(id);

        var url = $"/api/v1/sources/{id}";
        await tenant.SubmitAsync(url + "/pause", null, HttpStatusCode.Accepted);
        Assert.Equal("paused", (await tenant.FetchAsync(url)).GetProperty("state").GetString());
        Assert.Equal("conflict", (await tenant.SubmitAsync(url + "/sync", null, HttpStatusCode.Conflict)).Problem());
        await tenant.SubmitAsync(url + "/resume", null, HttpStatusCode.Accepted);
        await tenant.SubmitAsync(url + "/sync", null, HttpStatusCode.Accepted);
        Assert.Equal("Renamed", (await tenant.AskAsync(HttpMethod.Patch, url, new { name = "Renamed" })).GetProperty("name").GetString());

        await tenant.AskAsync(HttpMethod.Delete, url, null, HttpStatusCode.Accepted);
        await tenant.FetchAsync(url, HttpStatusCode.NotFound);
        await Waiting.UntilAsync(async () => (await tenant.FetchAsync("/api/v1/insights/delivery.dora?period=last-90-days")).GetProperty("evidence").GetProperty("total").GetInt64() == 0);
        var done = (await tenant.FetchAsync("/api/v1/audit")).EnumerateArray().Select(entry => entry.GetProperty("action").GetString()).Take(5);
        Assert.Equal(["source.deleted", "source.changed", "source.resumed", "source.paused", "source.connected"], done);
    }

    [Theory]
    [InlineData("""{"connector":"none"}""", "invalid")]
    [InlineData("""{"connector":"git"}""", "invalid")]
    [InlineData("""{"connector":"git","settings":{"location":"/nowhere/at/all"}}""", "source-refused")]
    [InlineData("""{"connector":"git","settings":{"location":"http://127.0.0.1:1/x.git"}}""", "source-refused")]
    [InlineData("""{"connector":"git","settings":{"location":"/tmp","colour":"red"}}""", "invalid")]
    [InlineData("""{"connector":"git","settings":{"location":"/tmp","deployments":"sometimes"}}""", "invalid")]
    [InlineData("""{"connector":"git","settings":{"location":{}}}""", "invalid")]
    [InlineData("""{"connector":"git","settings":{"location":"/tmp"},"credentials":{"password":"x"}}""", "invalid")]
    public async Task What_cannot_be_connected_is_refused_with_what_is_wrong(string body, string problem)
    {
        using var tenant = await (await SharedWeb.GetAsync()).TenantAsync();
        var answer = await tenant.SubmitAsync("/api/v1/sources", JsonDocument.Parse(body).RootElement, HttpStatusCode.UnprocessableEntity);
        Assert.Equal(problem, answer.Problem());
        Assert.NotEqual("", answer.GetProperty("detail").GetString());
        Assert.Equal(0, (await tenant.FetchAsync("/api/v1/sources")).GetArrayLength());
    }

    [Fact]
    public async Task A_path_on_this_machine_is_for_admins()
    {
        var web = await SharedWeb.GetAsync();
        using var tenant = await web.TenantAsync();
        var made = await tenant.SubmitAsync("/api/v1/tokens", new { name = "w", scopes = new[] { "write" } }, HttpStatusCode.Created);
        using var writer = web.Web.Client(made.GetProperty("token").GetString());
        foreach (var location in new[] { "/etc", "file:///etc", "FILE:///etc", "C:\\repositories", "./x" })
        {
            var answer = await writer.SubmitAsync("/api/v1/sources", new { connector = "git", settings = new { location } }, HttpStatusCode.Forbidden);
            Assert.Equal("not-permitted", answer.Problem());
        }
    }

    private static async Task<string> ConnectAsync(HttpClient tenant, object settings)
    {
        var made = await tenant.SubmitAsync("/api/v1/sources", new { connector = "git", name = "Repository", settings }, HttpStatusCode.Created);
        return made.GetProperty("id").GetString()!;
    }

    private static string? OwnRepository()
    {
        var directory = new DirectoryInfo(AppContext.BaseDirectory);
        while (directory is not null && !Path.Exists(Path.Combine(directory.FullName, ".git")))
        {
            directory = directory.Parent;
        }

        return directory?.FullName;
    }
}
