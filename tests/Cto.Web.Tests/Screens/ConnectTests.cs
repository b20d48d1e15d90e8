using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Cto.Web.Tests.Screens;

/// <summary>Sources are connected in a browser, by a click and by a token; what the pages of every vendor say is <c>ConnectFormTests</c>' subject.</summary>
[Collection(OnePage.Name)]
public sealed partial class ConnectTests(ConnectingWeb connecting) : IClassFixture<ConnectingWeb>
{
    [Fact]
    public async Task By_OAuth_refused_connected_connected_again_and_removed()
    {
        await using var window = await connecting.FormAsync("github", "By a click");
        var page = window.Page;
        await Expect(page.GetByText("Client id")).Not.ToBeVisibleAsync();
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Check and connect" })).Not.ToBeVisibleAsync();
        await page.LooksRightAsync("connect-oauth");

        await connecting.GrantAsync(page, "github", "Connect with GitHub", "Cancel");
        await Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("Access was not granted on GitHub's page");
        await Expect(page.GetByLabel("Name", new() { Exact = true })).ToHaveValueAsync("By a click");
        await page.LooksRightAsync("connect-oauth-refused");

        await connecting.GrantAsync(page, "github", "Connect with GitHub", "Authorize");
        await page.ArriveAtSourceAsync();
        await Expect(page.GetByText("Access is granted")).ToBeVisibleAsync();
        await page.LooksRightAsync("connect-oauth-granted");
        var source = page.Url;

        await connecting.GrantAsync(page, "github", "Connect again", "Authorize");
        Assert.Equal(source, page.Url);

        page.Dialog += (_, dialog) => _ = dialog.AcceptAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Remove this source" }).ClickAsync();
        await page.ArriveAsync(SourcesPage());
        await Expect(page.GetByRole(AriaRole.Link, new() { Name = "By a click", Exact = true })).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task Rights_to_act_are_asked_for_once_the_box_is_ticked()
    {
        await using var window = await connecting.FormAsync("gitlab", "That acts");
        var page = window.Page;
        var box = page.GetByLabel("Also let it act on confirmation: create issues");
        await Expect(box).Not.ToBeCheckedAsync();

        await box.CheckAsync();
        await page.LooksRightAsync("connect-acting");
        await connecting.AskAsync(page, "gitlab", "Connect with GitLab");
        await Expect(page.Locator("input[name=scope][value=api]")).ToBeCheckedAsync();
        await connecting.DecideAsync(page, "Cancel");
        await Expect(box).ToBeCheckedAsync();
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

    [GeneratedRegex("/fragments/sources/[0-9a-f-]{36}$")]
    private static partial Regex Panel();

    [GeneratedRegex("/sources$")]
    private static partial Regex SourcesPage();
}
