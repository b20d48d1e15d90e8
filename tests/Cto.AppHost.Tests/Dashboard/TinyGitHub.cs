using Cto.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Cto.AppHost.Tests.Dashboard;

/// <summary>A GitHub with one repository and nothing in it, enough to be connected and synced.</summary>
internal static class TinyGitHub
{
    private const string Repository = """{"id":1,"name":"shop","full_name":"acme/shop","html_url":"https://github.test/acme/shop","private":false,"pushed_at":"2026-11-01T00:00:00Z"}""";

    public static Task<StubHttp> StartAsync() => StubHttp.StartAsync(app =>
    {
        app.MapGet("/user", () => Json("""{"login":"ada","type":"User"}"""));
        app.MapGet("/orgs/acme/repos", () => Json($"[{Repository}]"));
        app.MapGet("/repos/acme/shop", () => Json(Repository));
        app.MapGet("/repos/acme/shop/actions/runs", () => Json("""{"total_count":0,"workflow_runs":[]}"""));
        app.MapGet("/repos/acme/shop/{list}", () => Json("[]"));
    });

    private static IResult Json(string body) => Results.Text(body, "application/json");
}
