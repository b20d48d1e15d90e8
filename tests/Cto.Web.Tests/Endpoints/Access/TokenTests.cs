using System.Net;
using System.Text.Json;
using Npgsql;

namespace Cto.Web.Tests.Endpoints.Access;

/// <summary>Tokens do what their scopes say, for as long as they live.</summary>
public sealed class TokenTests
{
    [Theory]
    [InlineData("read", 200, 403, 403, 403)]
    [InlineData("write", 200, 201, 403, 403)]
    [InlineData("ingest", 403, 403, 200, 403)]
    [InlineData("admin", 200, 201, 200, 200)]
    public async Task A_scope_opens_what_it_names_and_nothing_else(string scope, int read, int write, int ingest, int admin)
    {
        var web = await SharedWeb.GetAsync();
        using var tenant = await web.TenantAsync();
        using var limited = await LimitedAsync(web, tenant, new { name = "limited", scopes = new[] { scope } });
        await limited.FetchAsync("/api/v1/sources", (HttpStatusCode)read);
        await limited.SubmitAsync("/api/v1/dashboards", new { name = "Board" }, (HttpStatusCode)write);
        using var lines = new StringContent("");
        using var pushed = await limited.PostAsync(new Uri("/api/v1/facts", UriKind.Relative), lines, TestContext.Current.CancellationToken);
        Assert.Equal((HttpStatusCode)ingest, pushed.StatusCode);
        await limited.FetchAsync("/api/v1/tokens", (HttpStatusCode)admin);
    }

    [Fact]
    public async Task A_revoked_token_is_dead_at_once_and_its_use_was_noted()
    {
        var web = await SharedWeb.GetAsync();
        using var tenant = await web.TenantAsync();
        var made = await tenant.SubmitAsync("/api/v1/tokens", new { name = "ci", scopes = new[] { "read" } }, HttpStatusCode.Created);
        using var ci = web.Web.Client(made.GetProperty("token").GetString());
        await ci.FetchAsync("/api/v1/me");
        var listed = (await tenant.FetchAsync("/api/v1/tokens")).EnumerateArray().Single(token => token.GetProperty("name").GetString() == "ci");
        Assert.Equal(JsonValueKind.String, listed.GetProperty("lastUsedAt").ValueKind);
        Assert.DoesNotContain(made.GetProperty("token").GetString()!, listed.ToString(), StringComparison.Ordinal);

        await tenant.AskAsync(HttpMethod.Delete, $"/api/v1/tokens/{made.GetProperty("id")}", null, HttpStatusCode.NoContent);
        await ci.FetchAsync("/api/v1/me", HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task A_token_is_dead_once_it_has_expired()
    {
        var web = await SharedWeb.GetAsync();
        using var tenant = await web.TenantAsync();
        var made = await tenant.SubmitAsync("/api/v1/tokens", new { name = "short", scopes = new[] { "read" }, expiresAt = "2199-01-01T00:00:00Z" }, HttpStatusCode.Created);
        await using var owner = NpgsqlDataSource.Create(web.Web.Database);
        await using var expire = owner.CreateCommand($"set cto.tenant = '{(await tenant.FetchAsync("/api/v1/me")).GetProperty("tenant").GetProperty("id")}'; update api_token set expires_at = now() - interval '1 s' where name = 'short'");
        Assert.Equal(1, await expire.ExecuteNonQueryAsync(TestContext.Current.CancellationToken));
        using var late = web.Web.Client(made.GetProperty("token").GetString());
        await late.FetchAsync("/api/v1/me", HttpStatusCode.Unauthorized);
        await tenant.SubmitAsync("/api/v1/tokens", new { name = "past", scopes = new[] { "read" }, expiresAt = "2001-01-01T00:00:00Z" }, HttpStatusCode.UnprocessableEntity);
    }

    [Fact]
    public async Task What_was_done_is_written_down_and_cannot_be_changed()
    {
        var web = await SharedWeb.GetAsync();
        using var tenant = await web.TenantAsync();
        await tenant.SubmitAsync("/api/v1/tokens", new { name = "ci", scopes = new[] { "read" } }, HttpStatusCode.Created);
        var entries = await tenant.FetchAsync("/api/v1/audit");
        Assert.Equal(["token.created", "tenant.created"], entries.EnumerateArray().Select(entry => entry.GetProperty("action").GetString()));
        Assert.Equal(1, (await tenant.FetchAsync($"/api/v1/audit?before={entries[0].GetProperty("id")}&limit=1")).GetArrayLength());
        await using var owner = NpgsqlDataSource.Create(web.Web.Database);
        foreach (var change in new[] { "update audit_entry set action = 'nothing'", "delete from audit_entry", "truncate audit_entry" })
        {
            var id = (await tenant.FetchAsync("/api/v1/me")).GetProperty("tenant").GetProperty("id");
            await using var attempt = owner.CreateCommand($"set cto.tenant = '{id}'; {change}");
            await Assert.ThrowsAsync<PostgresException>(() => attempt.ExecuteNonQueryAsync(TestContext.Current.CancellationToken));
        }
    }

    [Fact]
    public async Task A_member_is_invited_by_a_link_signs_in_and_may_what_the_role_says()
    {
        var web = await SharedWeb.GetAsync();
        using var tenant = await web.TenantAsync();
        var email = $"{Guid.NewGuid():N}@example.com";
        var invited = await tenant.SubmitAsync("/api/v1/members", new { email, role = "viewer" }, HttpStatusCode.Created);
        using var browser = web.Web.Browser();
        await browser.GetAsync(new Uri(invited.GetProperty("signInLink").GetString()!).AbsolutePath);
        await browser.PostAsync("/welcome", ("email", email), ("password", "a viewer's password"));
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync("/api/v1/sources")).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await browser.GetAsync("/api/v1/members")).StatusCode);

        await tenant.AskAsync(HttpMethod.Patch, $"/api/v1/members/{invited.GetProperty("userId")}", new { role = "admin" }, HttpStatusCode.NoContent);
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync("/api/v1/members")).StatusCode);
        await tenant.AskAsync(HttpMethod.Delete, $"/api/v1/members/{invited.GetProperty("userId")}", null, HttpStatusCode.NoContent);
        Assert.Equal(HttpStatusCode.Unauthorized, (await browser.GetAsync("/api/v1/sources")).StatusCode);

        using var other = await web.TenantAsync();
        var again = await other.SubmitAsync("/api/v1/members", new { email, role = "viewer" }, HttpStatusCode.Created);
        Assert.Equal(JsonValueKind.Null, again.GetProperty("signInLink").ValueKind);
    }

    private static async Task<HttpClient> LimitedAsync(SharedWeb web, HttpClient tenant, object made) =>
        web.Web.Client((await tenant.SubmitAsync("/api/v1/tokens", made, HttpStatusCode.Created)).GetProperty("token").GetString());
}
