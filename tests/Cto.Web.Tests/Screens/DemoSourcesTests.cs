extern alias upstreams;

using System.Text.Json;
using Cto.Web.Tests.EndToEnd;
using Microsoft.Playwright;
using upstreams::Cto.Upstreams;
using static Microsoft.Playwright.Assertions;

namespace Cto.Web.Tests.Screens;

/// <summary>The demo company's eleventh story as its sources page tells it: one fails since yesterday, one has a token that ends soon.</summary>
public sealed class DemoSourcesTests : IAsyncLifetime
{
    private UpstreamsHost _company = null!;
    private TestWeb _web = null!;
    private bool _isKnown;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _company = await UpstreamsHost.StartAsync(new() { Scale = 0.01 }, TimeProvider.System, Token);
        _web = await TestWeb.StartAsync(settings: new Dictionary<string, string> { ["Connectors:AllowedHosts:0"] = _company.Address.Authority });
    }

    public async ValueTask DisposeAsync()
    {
        await _web.DisposeAsync();
        await _company.DisposeAsync();
    }

    [Fact]
    public async Task It_says_which_source_fails_since_when_and_what_to_do()
    {
        var said = new List<string>();
        await _company.ConnectAsync(_web.Address, _web.Token, isOther: false, said.Add, Token);
        Assert.Contains("sources are connected and sync in the background", Assert.Single(said), StringComparison.Ordinal);
        using var client = _web.Client();
        await Waiting.UntilAsync(async () => (await client.FetchAsync("/api/v1/sources")).EnumerateArray().All(IsSettled));
        var sources = await client.FetchAsync("/api/v1/sources");

        var failing = Assert.Single(sources.EnumerateArray(), source => Text(source, "state") == "failing");
        var fault = failing.GetProperty("fault");
        var yesterday = DateTime.SpecifyKind(TimeProvider.System.GetUtcNow().Date.AddDays(-1), DateTimeKind.Utc);
        Assert.Equal(("SonarQube Mobile", "unauthorized", "SonarQube does not accept the credentials."), (Text(failing, "name"), Text(fault, "kind"), Text(fault, "message")));
        Assert.InRange(fault.GetProperty("since").GetDateTime(), yesterday, yesterday.AddDays(1));
        Assert.Equal((JsonValueKind.Null, 0), (failing.GetProperty("lastSuccessAt").ValueKind, failing.GetProperty("streams").EnumerateObject().Sum(stream => stream.Value.GetProperty("facts").GetInt32())));
        using var simulator = new HttpClient { BaseAddress = _company.Address };
        var truth = Assert.Single((await simulator.FetchAsync("_truth/sources/failing")).EnumerateArray());
        Assert.Equal((Text(failing, "name"), fault.GetProperty("since").GetDateTime()), (Text(truth, "name"), truth.GetProperty("since").GetDateTime()));

        foreach (var (width, theme) in new[] { (360, ColorScheme.Light), (360, ColorScheme.Dark), (1600, ColorScheme.Light), (1600, ColorScheme.Dark) })
        {
            await using var window = await Chromium.OpenAsync(_web.Address, width, 900, theme);
            var page = window.Page;
            await SignInAsync(page);
            await page.GotoAsync("/sources");
            var trouble = page.Locator("section", new() { HasText = "Needs attention" });
            await Expect(trouble.Locator("article").First).ToContainTextAsync("SonarQube Mobile");
            await Expect(trouble.Locator("article").First).ToContainTextAsync("SonarQube does not accept the credentials. Give new credentials: these are wrong, expired or revoked. Since");
            await Expect(trouble.Locator("article", new() { HasText = "Jira" })).ToContainTextAsync("Its credential expires in 5 days.");
            await Chromium.KeepAsync(page, $"demo-sources-{width}-{theme}");
            await Chromium.HasNoViolationAsync(page);
            Assert.InRange(await page.EvaluateAsync<int>("() => document.documentElement.scrollWidth"), 0, width);
            await page.GetByRole(AriaRole.Link, new() { Name = "SonarQube Mobile", Exact = true }).ClickAsync();
            await Expect(page.Locator("#source")).ToContainTextAsync("SonarQube does not accept the credentials.");
            await Chromium.KeepAsync(page, $"demo-source-failing-{width}-{theme}");
            await Chromium.HasNoViolationAsync(page);
        }
    }

    // The link is good once.
    private Task SignInAsync(IPage page) => Interlocked.Exchange(ref _isKnown, true) ? SignedIn.ByPasswordAsync(page) : SignedIn.ByLinkAsync(page, _web);

    private static bool IsSettled(JsonElement source) => Text(source, "state") == "failing" || source.GetProperty("lastSuccessAt").ValueKind != JsonValueKind.Null;

    private static string? Text(JsonElement element, string name) => element.GetProperty(name).GetString();
}
