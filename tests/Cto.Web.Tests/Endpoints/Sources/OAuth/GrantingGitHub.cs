using System.Net;
using System.Text.Json;
using Cto.Testing;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.DependencyInjection;

namespace Cto.Web.Tests.Endpoints.Sources.OAuth;

/// <summary>The program with an OAuth app at a GitHub that grants whatever it is asked for, and the owner in a browser.</summary>
internal sealed class GrantingGitHub : IAsyncDisposable
{
    private GrantingGitHub(StubGitHub github, TestWeb web, Browser owner, ShiftedClock clock) => (GitHub, Web, Owner, Clock) = (github, web, owner, clock);

    public StubGitHub GitHub { get; }

    public TestWeb Web { get; }

    public Browser Owner { get; }

    public ShiftedClock Clock { get; }

    /// <summary>What the token endpoint answers next.</summary>
    public string Answer { get; set; } = """{"access_token":"gho_first","scope":"repo,read:org","token_type":"bearer"}""";

    /// <summary>The token that the API accepts; <see langword="null"/> = any.</summary>
    public string? Accepted { get; set; }

    /// <summary>The forms that came to the token endpoint.</summary>
    public IReadOnlyList<Dictionary<string, string>> TokenRequests => [.. GitHub.Http.Requests.Where(request => request.Target == "/login/oauth/access_token").Select(request => Fields(request.Body))];

    public static async Task<GrantingGitHub> StartAsync(bool operators = true)
    {
        var (github, clock) = (await StubGitHub.StartAsync("shop"), new ShiftedClock());
        var settings = new Dictionary<string, string> { ["Connectors:AllowedHosts:0"] = github.Http.Address.Authority };
        if (operators)
        {
            (settings["Connectors:GitHub:OAuth:ClientId"], settings["Connectors:GitHub:OAuth:ClientSecret"]) = ("operators-app", "operators-secret");
        }

        var web = await TestWeb.StartAsync(settings: settings, services: services => services.AddSingleton<TimeProvider>(clock));
        var granting = new GrantingGitHub(github, web, await web.OwnerByLinkAsync(), clock);
        github.Misbehave = granting.GrantAsync;
        return granting;
    }

    /// <summary>Fills the form in and presses "Connect with GitHub".</summary>
    /// <returns>Where the browser is sent: the vendor's page.</returns>
    public async Task<Uri> AskAsync(Browser? browser = null, params (string Name, string Value)[] fields)
    {
        using var answer = await PostAsync(browser ?? Owner, "/fragments/connect/github", fields);
        Assert.True(answer.Headers.TryGetValues("HX-Redirect", out var target), await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        return new(Assert.Single(target));
    }

    public Task<HttpResponseMessage> PostAsync(Browser browser, string url, params (string Name, string Value)[] fields) => browser.PostAsync(
        url,
        [("name", "Code"), ("s.organization", "acme"), ("s.baseUrl", GitHub.Http.Address.ToString()), ("s.oauthUrl", GitHub.Http.Address.ToString()), ("credential", "oauth"), ("authorize", "true"), .. fields]);

    /// <summary>Comes back from the vendor's page.</summary>
    /// <returns>Where the browser is sent then, of this site.</returns>
    public async Task<string> ReturnAsync(string query, Browser? browser = null)
    {
        using var answer = await (browser ?? Owner).GetAsync("/oauth/callback?" + query);
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        var target = answer.Headers.Location!;
        Assert.False(target.IsAbsoluteUri, target.ToString());
        return target.ToString();
    }

    /// <summary>Asks and grants.</summary>
    /// <returns>The id of the source.</returns>
    public async Task<string> ConnectAsync(params (string Name, string Value)[] fields) =>
        (await ReturnAsync($"code=c-1&state={State(await AskAsync(null, fields))}")).Split('/', '?')[2];

    public Task<JsonElement> SourceAsync(string id) => Web.Client().FetchAsync($"/api/v1/sources/{id}");

    public static string State(Uri asked) => Fields(asked.Query)["state"];

    public static Dictionary<string, string> Fields(string form) => QueryHelpers.ParseQuery(form).ToDictionary(field => field.Key, field => field.Value.ToString());

    public async ValueTask DisposeAsync()
    {
        Owner.Dispose();
        await Web.DisposeAsync();
        await GitHub.DisposeAsync();
    }

    private async Task<bool> GrantAsync(HttpContext context)
    {
        if (context.Request.Path == "/login/oauth/access_token")
        {
            context.Response.ContentType = "application/json";
            await context.Response.WriteAsync(Answer);
            return true;
        }

        if (context.Request.Path.StartsWithSegments("/applications"))
        {
            context.Response.StatusCode = StatusCodes.Status204NoContent;
            return true;
        }

        if (Accepted is not null && context.Request.Headers.Authorization != $"Bearer {Accepted}")
        {
            context.Response.StatusCode = StatusCodes.Status401Unauthorized;
            context.Response.ContentType = "application/json";
            await context.Response.WriteAsync("""{"message":"Bad credentials"}""");
            return true;
        }

        return false;
    }
}

/// <summary>The machine's clock, put forward by a test.</summary>
internal sealed class ShiftedClock : TimeProvider
{
    public TimeSpan By { get; set; }

    public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + By;
}
