using System.Net;
using System.Text.Json;

namespace Cto.Web.Tests.Endpoints;

/// <summary>Two companies on one installation: whatever one asks with the other's ids, there is nothing.</summary>
public sealed class IsolationTests
{
    /// <summary>What a request to a route needs besides the id, so that only the missing thing can be the reason for the refusal.</summary>
    private static readonly Dictionary<string, object> Bodies = new(StringComparer.Ordinal)
    {
        ["PATCH /api/v1/sources/{id:guid}"] = new { name = "Mine now" },
        ["POST /api/v1/sources/{id:guid}/actions"] = new { id = Guid.NewGuid(), type = "create-issue", action = new { } },
        ["PUT /api/v1/dashboards/{id}"] = new { name = "Mine now", widgets = Array.Empty<object>() },
        ["PUT /api/v1/catalogue/{id:guid}"] = new { name = "Mine now" },
        ["PATCH /api/v1/members/{id:guid}"] = new { role = "viewer" },
    };

    [Fact]
    public async Task No_route_finds_anything_under_an_id_of_another_company()
    {
        var web = await SharedWeb.GetAsync();
        using var theirs = await web.TenantAsync();
        using var mine = await web.TenantAsync();
        var ids = await FillAsync(theirs);
        var asked = 0;
        foreach (var (method, route, _) in RouteTests.Routes(web.Web).Where(route => route.Route.Contains("{id", StringComparison.Ordinal)))
        {
            var id = ids.Single(pair => route.StartsWith(pair.Key + "/", StringComparison.Ordinal)).Value;
            var url = route.Replace("{id:guid}", id, StringComparison.Ordinal).Replace("{id}", id, StringComparison.Ordinal).Replace("{actionId:guid}", Guid.NewGuid().ToString(), StringComparison.Ordinal);
            var problem = await mine.AskAsync(new(method), url, Bodies.GetValueOrDefault($"{method} {route.TrimEnd('/')}"), HttpStatusCode.NotFound);
            Assert.Equal("not-found", problem.Problem());
            asked++;
        }

        Assert.True(asked >= 12);
        Assert.Equal("not-found", (await mine.FetchAsync($"/api/v1/stream?dashboard={ids["/api/v1/dashboards"]}", HttpStatusCode.NotFound)).Problem());
        foreach (var (collection, id) in ids)
        {
            Assert.Contains(id, (await theirs.FetchAsync(collection)).ToString(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task No_list_and_no_answer_shows_anything_of_another_company()
    {
        var web = await SharedWeb.GetAsync();
        using var theirs = await web.TenantAsync();
        using var mine = await web.TenantAsync();
        var ids = await FillAsync(theirs);
        foreach (var collection in ids.Keys.Append("/api/v1/audit"))
        {
            var seen = (await mine.FetchAsync(collection)).ToString();
            Assert.DoesNotContain("Secret", seen, StringComparison.Ordinal);
            Assert.All(ids.Values, id => Assert.DoesNotContain(id, seen, StringComparison.Ordinal));
        }

        foreach (var insight in (await mine.FetchAsync("/api/v1/insights")).EnumerateArray().Select(insight => insight.GetProperty("name").GetString()))
        {
            var answer = await mine.FetchAsync($"/api/v1/insights/{insight}");
            Assert.Equal(0, answer.GetProperty("evidence").GetProperty("total").GetInt64());
            Assert.DoesNotContain("Secret", answer.ToString(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Only_the_first_company_administers_the_installation()
    {
        var web = await SharedWeb.GetAsync();
        using var other = await web.TenantAsync();
        Assert.Equal("not-permitted", (await other.SubmitAsync("/api/v1/tenants", new { name = "More" }, HttpStatusCode.Forbidden)).Problem());
        Assert.Equal("not-permitted", (await other.FetchAsync("/api/v1/tenants", HttpStatusCode.Forbidden)).Problem());
    }

    private static async Task<Dictionary<string, string>> FillAsync(HttpClient tenant)
    {
        using var repository = new GitFixture();
        repository.Commit(DateTimeOffset.UnixEpoch.AddYears(50), "Secret start");
        var source = await tenant.SubmitAsync(
            "/api/v1/sources", new { connector = "git", name = "Secret source", settings = new { location = repository.Path } }, HttpStatusCode.Created);
        var dashboard = await tenant.SubmitAsync("/api/v1/dashboards", new { name = "Secret board", template = "overview", shared = true }, HttpStatusCode.Created);
        var token = await tenant.SubmitAsync("/api/v1/tokens", new { name = "Secret token", scopes = new[] { "read" } }, HttpStatusCode.Created);
        var member = await tenant.SubmitAsync("/api/v1/members", new { email = $"{Guid.NewGuid():N}@secret.example", name = "Secret", role = "admin" }, HttpStatusCode.Created);
        var entry = await tenant.SubmitAsync("/api/v1/catalogue", new { kind = "team", name = "Secret team" }, HttpStatusCode.Created);
        await tenant.PushAsync(new { kind = "deployment", key = "d", service = "Secret", environment = "production", finishedAt = "2026-11-01T00:00:00Z", result = "success" });
        return new()
        {
            ["/api/v1/sources"] = Id(source),
            ["/api/v1/dashboards"] = Id(dashboard),
            ["/api/v1/catalogue"] = Id(entry),
            ["/api/v1/tokens"] = Id(token),
            ["/api/v1/members"] = member.GetProperty("userId").GetString()!,
        };
    }

    private static string Id(JsonElement made) => made.GetProperty("id").GetString()!;
}
