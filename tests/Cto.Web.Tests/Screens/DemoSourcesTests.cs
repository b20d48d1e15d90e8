using System.Text.Json;
using Cto.Web.Tests.EndToEnd;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Cto.Web.Tests.Screens;

/// <summary>The demo company's eleventh story as its sources page tells it: one fails since yesterday, one has a token that ends soon.</summary>
public sealed class DemoSourcesTests(ConnectingWeb connecting) : IClassFixture<ConnectingWeb>
{
    [Fact]
    public async Task It_says_which_source_fails_since_when_and_what_to_do()
    {
        var said = new List<string>();
        var (company, web) = (connecting.Web.Company, connecting.Web.Web);
        await company.ConnectAsync(web.Address, web.Token, isOther: false, said.Add, TestContext.Current.CancellationToken);
        Assert.Contains("sources are connected and sync in the background", Assert.Single(said), StringComparison.Ordinal);
        using var client = web.Client();
        await Waiting.UntilAsync(async () => (await client.FetchAsync("/api/v1/sources")).EnumerateArray().All(IsSettled));
        var sources = await client.FetchAsync("/api/v1/sources");

        var failing = Assert.Single(sources.EnumerateArray(), source => Text(source, "state") == "failing");
        var fault = failing.GetProperty("fault");
        var yesterday = company.Simulation.Company.Start.UtcDateTime.Date.AddDays(-1);
        Assert.Equal(("SonarQube Mobile", "unauthorized", "SonarQube does not accept the credentials."), (Text(failing, "name"), Text(fault, "kind"), Text(fault, "message")));
        Assert.InRange(fault.GetProperty("since").GetDateTime(), yesterday, yesterday.AddDays(1));
        Assert.Equal((JsonValueKind.Null, 0), (failing.GetProperty("lastSuccessAt").ValueKind, failing.GetProperty("streams").EnumerateObject().Sum(stream => stream.Value.GetProperty("facts").GetInt32())));
        var truth = Assert.Single((await connecting.Web.TruthAsync("sources/failing")).EnumerateArray());
        Assert.Equal((Text(failing, "name"), fault.GetProperty("since").GetDateTime()), (Text(truth, "name"), truth.GetProperty("since").GetDateTime()));

        foreach (var (width, theme) in new[] { (360, ColorScheme.Light), (360, ColorScheme.Dark), (1600, ColorScheme.Light), (1600, ColorScheme.Dark) })
        {
            await using var window = await Chromium.OpenAsync(web.Address, width, 900, theme);
            var page = window.Page;
            await SignedIn.ByPasswordAsync(page);
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

    private static bool IsSettled(JsonElement source) => Text(source, "state") == "failing" || source.GetProperty("lastSuccessAt").ValueKind != JsonValueKind.Null;

    private static string? Text(JsonElement element, string name) => element.GetProperty(name).GetString();
}
