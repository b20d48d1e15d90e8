using System.Net;
using System.Net.Http.Json;
using Cto.Testing;

namespace Cto.AppHost.Tests.Dashboard;

/// <summary>What an SRE sees in the Aspire dashboard.</summary>
public sealed class DashboardTests : IDisposable
{
    private readonly ScratchDirectory _scratch = ScratchDirectory.Create("dashboard");
    private readonly HttpClient _dashboard = new();
    private readonly HttpClient _web = new(new SocketsHttpHandler { AllowAutoRedirect = false });

    private static CancellationToken Now => TestContext.Current.CancellationToken;

    [Fact]
    public async Task It_shows_a_trace_from_the_browser_s_request_through_grain_and_insight_to_sql()
    {
        await using var appHost = await StartAsync();
        // The link signs the browser in: the cookie goes with what follows.
        Assert.Equal(HttpStatusCode.Redirect, (await _web.GetAsync(await appHost.SaysAsync("sign in: "), Now)).StatusCode);

        (await _web.GetAsync("/", Now)).EnsureSuccessStatusCode();

        await ShowsAsync(
            appHost,
            span => span is { Scope: "Microsoft.AspNetCore", Parent: null, Name: "GET /" },
            span => span.Scope == "Microsoft.Orleans.Application",
            span => span is { Scope: "Cto.Insights", Name: "ask delivery.dora" },
            span => span.Scope == "Npgsql");
    }

    [Fact]
    public async Task It_shows_a_trace_from_a_sync_through_the_vendor_s_call_to_the_upsert()
    {
        await using var github = await TinyGitHub.StartAsync();
        await using var appHost = await StartAsync();
        using var connect = new HttpRequestMessage(HttpMethod.Post, "api/v1/sources")
        {
            Headers = { Authorization = new("Bearer", await appHost.SaysAsync("token: ")) },
            Content = JsonContent.Create(new { connector = "github", name = "acme", settings = new { organization = "acme", baseUrl = github.Address }, credentials = new { token = "ghp_tiny" } }),
        };

        Assert.Equal(HttpStatusCode.Created, (await _web.SendAsync(connect, Now)).StatusCode);

        Func<Traces.Span, bool> sync = span => span is { Scope: "Cto.Sources", Name: "sync" };
        Func<Traces.Span, bool> page = span => span is { Scope: "Cto.Sources", Name: "sync page" };
        await ShowsAsync(appHost, sync, page, span => span.Scope == "Cto.Connectors", span => span.Scope == "System.Net.Http");
        await ShowsAsync(appHost, sync, page, span => span.Scope == "Npgsql");
    }

    public void Dispose()
    {
        _dashboard.Dispose();
        _web.Dispose();
        _scratch.Dispose();
    }

    /// <summary>Starts the AppHost and waits for its dashboard.</summary>
    private async Task<AppHostProcess> StartAsync()
    {
        var appHost = await AppHostProcess.StartAsync(new Dictionary<string, string?> { ["Connectors__AllowPrivateNetworks"] = "true" }, "--data", _scratch.Path, "--port", "0", "--no-demo");
        _web.BaseAddress = await appHost.ReadyAsync();
        _dashboard.BaseAddress = new((await appHost.SaysAsync("  dashboard  ")).Split([' ', ','])[0]);
        await appHost.UntilAsync(AnswersAsync, "the dashboard");
        return appHost;
    }

    private async Task ShowsAsync(AppHostProcess appHost, params Func<Traces.Span, bool>[] path)
    {
        Traces? traces = null;
        try
        {
            await appHost.UntilAsync(async () => (traces = await Traces.ReadAsync(_dashboard, Now)).Lead(path), "the trace");
        }
        catch (TimeoutException)
        {
            Assert.Fail($"The dashboard shows no such trace, but these:\n{traces}");
        }
    }

    private async Task<bool> AnswersAsync()
    {
        try
        {
            return (await _dashboard.GetAsync("api/telemetry/traces", Now)).IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }
}
