using System.Globalization;
using System.Text.RegularExpressions;
using Cto.Testing;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Cto.Web.Tests.Screens;

/// <summary>The first hour of a CTO with the product, in a real browser over a real repository.</summary>
[Collection(OnePage.Name)]
public sealed class JourneyTests
{
    [Fact]
    public async Task From_the_one_time_link_to_an_arranged_board()
    {
        using var scratch = ScratchDirectory.Create("own");
        var clone = Path.Combine(scratch.Path, "own");
        await RepositoryOnDisk.CloneOwnAsync(clone);
        await using var web = await TestWeb.StartAsync();
        await using var window = await Chromium.OpenAsync(web.Address);
        var page = window.Page;

        await SignedIn.ByLinkAsync(page, web);
        await Expect(page.GetByText("Connect your first source")).ToBeVisibleAsync();
        await page.LooksRightAsync("first-steps");

        await ConnectsTheRepository(page, clone);
        await SeesTheNumbers(page, clone);
        await OpensTheEvidence(page);
        await ArrangesByKeyboard(page);
    }

    private static async Task ConnectsTheRepository(IPage page, string clone)
    {
        await page.GetByRole(AriaRole.Link, new() { Name = "Choose a source" }).ClickAsync();
        await page.ArriveAsync(new Regex("/sources/new$"));
        await page.GotoAsync("/sources/new/git");

        await page.GetByLabel("Location").FillAsync("/no/such/repository");
        await page.GetByRole(AriaRole.Button, new() { Name = "Check and connect" }).ClickAsync();
        await Expect(page.Locator("#connect .notice.bad, #connect .error").First).ToBeVisibleAsync();

        await page.GetByLabel("Location").FillAsync(clone);
        await page.GetByText("More settings").ClickAsync();
        await page.GetByLabel("Deployments are").SelectOptionAsync("branch");
        await page.GetByRole(AriaRole.Button, new() { Name = "Check and connect" }).ClickAsync();
        await page.ArriveAtSourceAsync();
        await Expect(page.Locator("#source").GetByText("up to date")).ToBeVisibleAsync();
        await Expect(page.Locator("#source tr", new() { HasText = "Commits" })).Not.ToContainTextAsync("not yet");
        await page.LooksRightAsync("source");
    }

    private static async Task SeesTheNumbers(IPage page, string clone)
    {
        await page.GotoAsync("/?period=last-90-days");
        var frequency = page.Locator("article.tile", new() { HasText = "Deployment frequency" });
        await Expect(frequency.Locator(".figure .n").First).ToBeVisibleAsync();
        var log = await RepositoryOnDisk.RunAsync(clone, "log", "--first-parent", "--since=90 days ago", "--format=%H");
        var commits = log.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length;
        var expected = commits >= 90
            ? Cto.Web.Components.Format.NumberText.Of(commits / 90.0)
            : Cto.Web.Components.Format.NumberText.Of(commits / 90.0 * 7);
        await Expect(frequency.Locator(".figure .n").First).ToHaveTextAsync(expected);
    }

    private static async Task OpensTheEvidence(IPage page)
    {
        await page.Locator("article.tile", new() { HasText = "Deployment frequency" }).Locator("a.door").ClickAsync();
        var dialog = page.Locator("#dialog");
        await Expect(dialog.GetByText("How it is counted")).ToBeVisibleAsync();
        await Expect(dialog.GetByText("Known up to")).ToBeVisibleAsync();
        await page.LooksRightAsync("evidence", whole: false);
        await page.Keyboard.PressAsync("Escape");
        await Expect(dialog).Not.ToBeVisibleAsync();
    }

    private static async Task ArrangesByKeyboard(IPage page)
    {
        await page.GetByRole(AriaRole.Button, new() { Name = "Arrange" }).ClickAsync();
        var tile = page.Locator("article.tile", new() { HasText = "Recovery time" });
        var id = await tile.GetAttributeAsync("id");
        await tile.FocusAsync();
        await page.Keyboard.PressAsync("Shift+ArrowDown");
        await Expect(page.Locator("#announce")).ToContainTextAsync("Recovery time: column 10, row 1, 3 wide, 3 high.");
        await page.Keyboard.PressAsync("ArrowLeft");
        await Expect(page.Locator("#announce")).ToContainTextAsync("Recovery time: column 9, row 1");
        Assert.Empty(await page.ComplaintsAsync(Look.Wide, "arranging", whole: false));
        await page.Keyboard.PressAsync("Escape");

        await page.ReloadAsync();
        var there = page.Locator($"[id='{id}']");
        Assert.Contains("c-8 w-3 r-0 h-3", await there.GetAttributeAsync("class") ?? "", StringComparison.Ordinal);
        Assert.Equal("Recovery time", (await there.Locator("h2").InnerTextAsync()).Trim());
        Assert.True(int.Parse(await page.EvaluateAsync<string>("() => String(document.querySelectorAll('.tile').length)"), CultureInfo.InvariantCulture) >= 12);
    }
}
