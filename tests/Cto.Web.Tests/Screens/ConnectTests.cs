extern alias upstreams;

using System.Text.RegularExpressions;
using Microsoft.Playwright;
using upstreams::Cto.Upstreams;
using static Microsoft.Playwright.Assertions;

namespace Cto.Web.Tests.Screens;

/// <summary>GitHub is connected in a browser, by a click and by a token, at the simulated company.</summary>
public sealed partial class ConnectTests : IAsyncLifetime
{
    private const string GoodToken = "ghp_acmeDemo0000000000000000000000000001";

    private UpstreamsHost _company = null!;
    private TestWeb _web = null!;

    private string GitHub => $"{_company.Address}github";

    public async ValueTask InitializeAsync()
    {
        _company = await UpstreamsHost.StartAsync(new() { Scale = 0.02 }, TimeProvider.System, TestContext.Current.CancellationToken);
        _web = await TestWeb.StartAsync(settings: new Dictionary<string, string>
        {
            ["Connectors:AllowedHosts:0"] = _company.Address.Authority,
            ["Connectors:GitHub:OAuth:ClientId"] = "cto-assistant-demo",
            ["Connectors:GitHub:OAuth:ClientSecret"] = "demo-client-secret-1f6b",
        });
    }

    public async ValueTask DisposeAsync()
    {
        await _web.DisposeAsync();
        await _company.DisposeAsync();
    }

    [Fact]
    public async Task By_OAuth_connected_connected_again_and_removed()
    {
        await using var window = await FormAsync();
        var page = window.Page;
        await Expect(page.GetByText("Client id")).Not.ToBeVisibleAsync();
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Check and connect" })).Not.ToBeVisibleAsync();
        await Chromium.KeepAsync(page, "connect-oauth");
        await Chromium.HasNoViolationAsync(page);

        await GrantAsync(page, "Connect with GitHub", "Authorize");
        await Expect(page.GetByText("Access is granted")).ToBeVisibleAsync();
        Assert.DoesNotContain("code=", page.Url, StringComparison.Ordinal);
        var source = page.Url;

        await GrantAsync(page, "Connect again", "Authorize");
        Assert.Equal(source, page.Url);
        await Chromium.HasNoViolationAsync(page);

        page.Dialog += (_, dialog) => _ = dialog.AcceptAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Remove this source" }).ClickAsync();
        await page.WaitForURLAsync("**/sources");
        await Expect(page.GetByRole(AriaRole.Link, new() { Name = "Code", Exact = true })).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task Refused_it_is_told_and_what_was_typed_is_still_there_and_without_a_scope_the_source_names_it()
    {
        await using var window = await FormAsync();
        var page = window.Page;

        await GrantAsync(page, "Connect with GitHub", "Cancel");
        await Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("Access was not granted on GitHub's page");
        await Expect(page.GetByLabel("Organisation or user")).ToHaveValueAsync("acme");
        await Chromium.HasNoViolationAsync(page);

        await GrantAsync(page, "Connect with GitHub", "Authorize", without: "repo");
        await page.WaitForURLAsync(SourcePage());
        await Expect(page.GetByRole(AriaRole.Main)).ToContainTextAsync("the token lacks the scope repo");
        Assert.Equal(1, (await _web.Client().FetchAsync("/api/v1/sources")).GetArrayLength());
    }

    [Fact]
    public async Task By_a_token_and_not_by_a_wrong_one()
    {
        await using var window = await FormAsync();
        var page = window.Page;
        await page.GetByLabel("Personal access token").CheckAsync();

        await page.Locator("#c-token-token").FillAsync("ghp_wrong");
        await page.GetByRole(AriaRole.Button, new() { Name = "Check and connect" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("GitHub does not accept the credentials");
        await Expect(page.Locator("#c-token-token")).ToHaveValueAsync("");

        await page.Locator("#c-token-token").FillAsync(GoodToken);
        await page.GetByRole(AriaRole.Button, new() { Name = "Check and connect" }).ClickAsync();
        await page.WaitForURLAsync(SourcePage());
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Connect again" })).ToHaveCountAsync(0);
    }

    private async Task<Window> FormAsync()
    {
        var window = await Chromium.OpenAsync(_web.Address, 1200);
        var page = window.Page;
        await SignedIn.ByLinkAsync(page, _web);
        await page.GotoAsync("/sources/new/github");
        await page.GetByLabel("Name", new() { Exact = true }).FillAsync("Code");
        await page.GetByLabel("Organisation or user").FillAsync("acme");
        await page.GetByText("More settings").ClickAsync();
        await page.GetByLabel("Address of the API").FillAsync(GitHub);
        await page.GetByLabel("Address of the sign-in").FillAsync(GitHub);
        return window;
    }

    /// <summary>Presses a button, decides on the vendor's page and comes back.</summary>
    private async Task GrantAsync(IPage page, string button, string decision, string? without = null)
    {
        await page.GetByRole(AriaRole.Button, new() { Name = button }).ClickAsync();
        await page.WaitForURLAsync($"{GitHub}/login/oauth/authorize**");
        if (without is not null)
        {
            await page.Locator($"input[name=scope][value=\"{without}\"]").UncheckAsync();
        }

        await page.GetByRole(AriaRole.Button, new() { Name = decision }).ClickAsync();
        await page.WaitForURLAsync(url => url.StartsWith(_web.Address.ToString(), StringComparison.Ordinal));
    }

    [GeneratedRegex("/sources/[0-9a-f-]{36}")]
    private static partial Regex SourcePage();
}
