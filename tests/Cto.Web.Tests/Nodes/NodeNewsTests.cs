using System.Net;
using Cto.Insights.Tenants;
using Cto.Testing;
using Cto.Web.Tests.EndToEnd;
using Microsoft.Extensions.DependencyInjection;

namespace Cto.Web.Tests.Nodes;

/// <summary>What is changed at one node holds at the other, which would remember it otherwise for ever.</summary>
public sealed class NodeNewsTests
{
    private const string Email = "anna@example.com";
    private const string Password = "correct horse battery";

    [Fact]
    public async Task A_token_that_is_revoked_at_one_node_is_dead_at_the_other()
    {
        await using var nodes = await TwoNodes.StartAsync();
        using var admin = nodes.One.Client();
        var made = await admin.SubmitAsync("/api/v1/tokens", new { name = "ci", scopes = new[] { "read" } }, HttpStatusCode.Created);
        using var ci = nodes.Other.Client(made.GetProperty("token").GetString());
        await ci.FetchAsync("/api/v1/me");

        await admin.AskAsync(HttpMethod.Delete, $"/api/v1/tokens/{made.GetProperty("id")}", null, HttpStatusCode.NoContent);

        await ComesAsync(HttpStatusCode.Unauthorized, ci);
    }

    [Fact]
    public async Task A_session_is_known_at_every_node_and_ends_at_every_node()
    {
        await using var nodes = await TwoNodes.StartAsync();
        using var here = await nodes.One.OwnerByLinkAsync(Email, Password);
        using var elsewhere = nodes.One.Browser();
        await elsewhere.PostAsync("/sign-in", ("email", Email), ("password", Password));
        using var there = elsewhere.At(nodes.Other.Address);
        Assert.Equal(HttpStatusCode.OK, (await there.GetAsync("/api/v1/me")).StatusCode);

        using var changed = await here.PostAsync("/account/password", ("current", Password), ("password", "another good one"));

        Assert.Equal("/settings?saved=password", changed.Headers.Location?.OriginalString);
        await Waiting.UntilAsync(async () => (await there.GetAsync("/api/v1/me")).StatusCode == HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task A_member_who_is_removed_at_one_node_is_out_at_the_other()
    {
        await using var nodes = await TwoNodes.StartAsync();
        using var admin = nodes.One.Client();
        var invited = await admin.SubmitAsync("/api/v1/members", new { email = Email, role = "viewer" }, HttpStatusCode.Created);
        using var browser = nodes.Other.Browser();
        await browser.GetAsync(new Uri(invited.GetProperty("signInLink").GetString()!).AbsolutePath);
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync("/api/v1/sources")).StatusCode);

        await admin.AskAsync(HttpMethod.Delete, $"/api/v1/members/{invited.GetProperty("userId")}", null, HttpStatusCode.NoContent);

        await Waiting.UntilAsync(async () => (await browser.GetAsync("/api/v1/sources")).StatusCode == HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task A_company_that_is_renamed_at_one_node_has_its_name_at_the_other()
    {
        await using var nodes = await TwoNodes.StartAsync();
        using var admin = nodes.One.Client();
        using var other = nodes.Other.Client();
        Assert.Equal("My company", await NameAsync(other));

        await admin.AskAsync(HttpMethod.Patch, "/api/v1/tenant", new { name = "Acme" });

        await Waiting.UntilAsync(async () => await NameAsync(other) == "Acme");
    }

    [Fact]
    public async Task A_node_that_held_the_older_rules_lets_its_tiles_ask_again()
    {
        await using var nodes = await TwoNodes.StartAsync();
        using var admin = nodes.One.Client();
        using var other = nodes.Other.Client();
        await NameAsync(other);
        var outdated = new TaskCompletionSource<Guid>(TaskCreationOptions.RunContinuationsAsynchronously);
        nodes.Other.Services.GetRequiredService<TenantStore>().Outdated += tenant => outdated.TrySetResult(tenant);

        await admin.AskAsync(HttpMethod.Patch, "/api/v1/tenant", new { timeZone = "Asia/Tokyo" });

        var tenant = (await admin.FetchAsync("/api/v1/me")).GetProperty("tenant").GetProperty("id").GetGuid();
        Assert.Equal(tenant, await outdated.Task.WaitAsync(Patience.Limit, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task News_that_was_lost_while_redis_was_away_is_made_good_when_it_is_back()
    {
        using var redis = RedisServer.Start();
        await using var nodes = await TwoNodes.StartAsync(redis);
        using var admin = nodes.One.Client();
        var made = await admin.SubmitAsync("/api/v1/tokens", new { name = "ci", scopes = new[] { "read" } }, HttpStatusCode.Created);
        using var ci = nodes.Other.Client(made.GetProperty("token").GetString());
        await ci.FetchAsync("/api/v1/me");

        redis.Stop();
        await ComesAsync("Degraded", admin);
        await ci.FetchAsync("/api/v1/me");
        await admin.AskAsync(HttpMethod.Delete, $"/api/v1/tokens/{made.GetProperty("id")}", null, HttpStatusCode.NoContent);
        redis.Restart();

        await ComesAsync(HttpStatusCode.Unauthorized, ci);
    }

    [Fact]
    public async Task News_is_heard_again_after_redis_was_away()
    {
        using var redis = RedisServer.Start();
        await using var nodes = await TwoNodes.StartAsync(redis);
        using var admin = nodes.One.Client();
        using var other = nodes.Other.Client();
        redis.Stop();
        await ComesAsync("Degraded", admin);
        await ComesAsync("Degraded", other);
        redis.Restart();
        await ComesAsync("Healthy", admin);
        await ComesAsync("Healthy", other);
        Assert.Equal("My company", await NameAsync(other));

        await admin.AskAsync(HttpMethod.Patch, "/api/v1/tenant", new { name = "Acme" });

        await Waiting.UntilAsync(async () => await NameAsync(other) == "Acme");
    }

    private static Task ComesAsync(HttpStatusCode status, HttpClient client) => Waiting.UntilAsync(async () =>
    {
        using var answer = await client.GetAsync(new Uri("/api/v1/me", UriKind.Relative), TestContext.Current.CancellationToken);
        return answer.StatusCode == status;
    });

    private static Task ComesAsync(string health, HttpClient client) =>
        Waiting.UntilAsync(async () => (await client.FetchAsync("/health/ready")).GetProperty("status").GetString() == health);

    private static async Task<string?> NameAsync(HttpClient client) =>
        (await client.FetchAsync("/api/v1/me")).GetProperty("tenant").GetProperty("name").GetString();
}
