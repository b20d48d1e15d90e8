using System.Text.RegularExpressions;
using Cto.Domain.Sources;
using Cto.Web.Tests.EndToEnd.Company;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Cto.Web.Tests.Screens;

/// <summary>Vendors are connected in a browser, by a click and by a token, at the simulated company.</summary>
public sealed partial class ConnectTests(ConnectingWeb connecting) : IClassFixture<ConnectingWeb>
{
    public static TheoryData<string> Vendors => [.. CompanyWeb.OAuthVendors];

    /// <summary>A scope without which the vendor is hardly worth connecting.</summary>
    public static TheoryData<string, string> Scopes => new()
    {
        { "github", "repo" }, { "gitlab", "read_api" }, { "jira", "read:jira-work" }, { "asana", "tasks:read" }, { "slack", "users:read" }, { "pagerduty", "incidents.read" },
    };

    [Theory]
    [MemberData(nameof(Vendors))]
    public async Task By_OAuth_connected_connected_again_and_removed(string vendor)
    {
        await using var window = await connecting.FormAsync(vendor, $"{vendor} by a click");
        var page = window.Page;
        await Expect(page.GetByText("Client id")).Not.ToBeVisibleAsync();
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Check and connect" })).Not.ToBeVisibleAsync();

        await connecting.GrantAsync(page, vendor, $"Connect with {Title(vendor)}", "Authorize");
        await Expect(page.GetByText("Access is granted")).ToBeVisibleAsync();
        Assert.DoesNotContain("code=", page.Url, StringComparison.Ordinal);
        var source = page.Url;

        await connecting.GrantAsync(page, vendor, "Connect again", "Authorize");
        Assert.Equal(source, page.Url);

        page.Dialog += (_, dialog) => _ = dialog.AcceptAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Remove this source" }).ClickAsync();
        await page.ArriveAsync(SourcesPage());
        await Expect(page.GetByRole(AriaRole.Link, new() { Name = $"{vendor} by a click", Exact = true })).ToHaveCountAsync(0);
    }

    /// <summary>A scope that is for acting alone.</summary>
    public static TheoryData<string, string> ActingScopes => new()
    {
        { "gitlab", "api" }, { "jira", "write:jira-work" }, { "asana", "tasks:write" }, { "slack", "chat:write" }, { "pagerduty", "incidents.write" },
    };

    [Theory]
    [MemberData(nameof(ActingScopes))]
    public async Task Rights_to_act_are_asked_for_once_the_box_is_ticked_and_again_when_connected_again(string vendor, string scope)
    {
        await using var window = await connecting.FormAsync(vendor, $"{vendor} that acts");
        var page = window.Page;
        var (box, asked) = (page.GetByLabel("Also let it act on confirmation"), page.Locator($"input[name=scope][value=\"{scope}\"]"));
        await Expect(box).Not.ToBeCheckedAsync();

        await connecting.AskAsync(page, vendor, $"Connect with {Title(vendor)}");
        await Expect(asked).ToHaveCountAsync(0);
        await connecting.DecideAsync(page, "Cancel");

        await box.CheckAsync();
        await connecting.AskAsync(page, vendor, $"Connect with {Title(vendor)}");
        await Expect(asked).ToBeCheckedAsync();
        await connecting.DecideAsync(page, "Cancel");
        await Expect(box).ToBeCheckedAsync();
        await connecting.GrantAsync(page, vendor, $"Connect with {Title(vendor)}", "Authorize");

        await connecting.AskAsync(page, vendor, "Connect again");
        await Expect(asked).ToBeCheckedAsync();
    }

    [Theory]
    [InlineData(360, ColorScheme.Light)]
    [InlineData(360, ColorScheme.Dark)]
    [InlineData(1600, ColorScheme.Light)]
    [InlineData(1600, ColorScheme.Dark)]
    public async Task The_box_fits_and_is_open_to_everybody(int width, ColorScheme theme)
    {
        await using var window = await connecting.FormAsync("gitlab", "To look at", width, theme);
        var page = window.Page;
        await page.GetByLabel("Also let it act on confirmation: create issues").CheckAsync();

        await Chromium.KeepAsync(page, $"connect-acting-{width}-{theme}");
        await Chromium.HasNoViolationAsync(page);
        Assert.InRange(await page.EvaluateAsync<int>("() => document.documentElement.scrollWidth"), 0, width);
    }

    [Fact]
    public async Task Where_one_scope_is_for_both_there_is_nothing_to_choose()
    {
        await using var window = await connecting.FormAsync("github", "One scope");

        await Expect(window.Page.GetByRole(AriaRole.Button, new() { Name = "Connect with GitHub" })).ToBeVisibleAsync();
        await Expect(window.Page.GetByLabel("Also let it act on confirmation")).ToHaveCountAsync(0);
    }

    [Theory]
    [MemberData(nameof(Vendors))]
    public async Task Refused_it_is_told_and_what_was_typed_is_still_there(string vendor)
    {
        await using var window = await connecting.FormAsync(vendor, "Code of ours");
        var page = window.Page;

        await connecting.GrantAsync(page, vendor, $"Connect with {Title(vendor)}", "Cancel");

        await Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync($"Access was not granted on {Title(vendor)}'s page");
        await Expect(page.GetByLabel("Name", new() { Exact = true })).ToHaveValueAsync("Code of ours");
        foreach (var (setting, value) in connecting.Web.Source(vendor).Settings)
        {
            await Expect(page.Locator($"#f-{setting}")).ToHaveValueAsync(value);
        }
    }

    [Theory]
    [MemberData(nameof(Scopes))]
    public async Task A_scope_that_was_not_granted_is_named(string vendor, string scope)
    {
        await using var window = await connecting.FormAsync(vendor, $"{vendor} in part");
        var page = window.Page;

        await connecting.GrantAsync(page, vendor, $"Connect with {Title(vendor)}", "Authorize", without: scope);

        // The form lists all scopes anyway: what counts is what is said to be wrong.
        await Expect(page.Locator("[role=alert], .notice.bad, .notice.warn").Filter(new() { HasText = scope }).First).ToBeVisibleAsync();
    }

    [Fact]
    public async Task The_pages_on_the_way_are_open_to_everybody()
    {
        await using var window = await connecting.FormAsync("github", "For everybody");
        var page = window.Page;
        await Chromium.KeepAsync(page, "connect-oauth");
        await Chromium.HasNoViolationAsync(page);

        await connecting.GrantAsync(page, "github", "Connect with GitHub", "Cancel");
        await Chromium.HasNoViolationAsync(page);

        await connecting.GrantAsync(page, "github", "Connect with GitHub", "Authorize");
        await page.ArriveAtSourceAsync();
        await Chromium.HasNoViolationAsync(page);
    }

    [Fact]
    public async Task By_a_token_and_not_by_a_wrong_one()
    {
        await using var window = await connecting.FormAsync("github", "By a token");
        var page = window.Page;
        await page.GetByLabel("Personal access token").CheckAsync();

        await page.Locator("#c-token-token").FillAsync("ghp_wrong");
        await page.GetByRole(AriaRole.Button, new() { Name = "Check and connect" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("GitHub does not accept the credentials");
        await Expect(page.Locator("#c-token-token")).ToHaveValueAsync("");

        await page.Locator("#c-token-token").FillAsync(connecting.Web.Source("github").Credentials["token"]);
        await page.GetByRole(AriaRole.Button, new() { Name = "Check and connect" }).ClickAsync();
        await page.ArriveAtSourceAsync();
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Connect again" })).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task A_click_is_not_lost_while_the_panel_fetches_itself_anew()
    {
        await using var window = await connecting.FormAsync("slack", "Clicked at a bad moment");
        var page = window.Page;
        await connecting.GrantAsync(page, "slack", "Connect with Slack", "Authorize");
        var fetched = new TaskCompletionSource();
        await page.RouteAsync("**/account/antiforgery", async route =>
        {
            // Two: the one that may be under way when the button is clicked, and one that surely began after it.
            await page.WaitForResponseAsync(Panel());
            await page.WaitForResponseAsync(Panel());
            fetched.SetResult();
            await route.ContinueAsync();
        });

        await page.GetByRole(AriaRole.Button, new() { Name = "Pause" }).ClickAsync();

        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Resume" })).ToBeVisibleAsync();
        Assert.True(fetched.Task.IsCompleted);
    }

    [Fact]
    public async Task A_change_that_cannot_be_sent_is_told()
    {
        await using var window = await connecting.FormAsync("github", "Never sent");
        var page = window.Page;
        await page.RouteAsync("**/account/antiforgery", route => route.FulfillAsync(new() { Status = 503 }));

        await page.GetByRole(AriaRole.Button, new() { Name = "Connect with GitHub" }).ClickAsync();
        await Expect(page.Locator("#announce.toast")).ToContainTextAsync("The server does not answer");
        await page.UnrouteAllAsync();
        await connecting.AskAsync(page, "github", "Connect with GitHub");
    }

    private string Title(string vendor) => connecting.Web.Web.Services.GetRequiredService<IConnectorCatalog>().Find(vendor)!.Descriptor.Title;

    [GeneratedRegex("/fragments/sources/[0-9a-f-]{36}$")]
    private static partial Regex Panel();

    [GeneratedRegex("/sources$")]
    private static partial Regex SourcesPage();
}
