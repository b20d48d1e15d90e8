using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Cto.Web.Tests.Screens;

public sealed class DialogTests
{
    [Theory]
    [InlineData(360, ColorScheme.Dark)]
    [InlineData(1600, ColorScheme.Light)]
    public async Task Widgets_are_previewed_added_set_and_removed(int width, ColorScheme theme)
    {
        await using var web = await TestWeb.StartAsync();
        await using var window = await Chromium.OpenAsync(web.Address, width, 900, theme);
        var page = window.Page;
        await SignedIn.ByLinkAsync(page, web);
        await LookTests.PushAsync(web);
        await page.GotoAsync("/");
        var dialog = page.Locator("#dialog");

        await page.GetByRole(AriaRole.Button, new() { Name = "Add", Exact = true }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Preview Deployment rework rate" }).ClickAsync();
        await Expect(dialog.Locator(".preview .tile")).ToBeVisibleAsync();
        await Chromium.KeepAsync(page, $"dialog-catalogue-{width}", whole: false);
        await Chromium.HasNoViolationAsync(page);
        await page.GetByRole(AriaRole.Button, new() { Name = "Add Deployment rework rate" }).ClickAsync();
        await Expect(page.Locator("#board > .tile")).ToHaveCountAsync(13);
        await Expect(dialog).Not.ToBeVisibleAsync();

        var added = page.Locator("#board > .tile", new() { HasText = "Deployment rework rate" });
        await added.Locator(".tile-menu > summary").ClickAsync();
        await Chromium.KeepAsync(page, $"dialog-menu-{width}", whole: false);
        await added.GetByRole(AriaRole.Button, new() { Name = "Settings…" }).ClickAsync();
        await Expect(dialog.GetByLabel("Title")).ToBeVisibleAsync();
        await Chromium.KeepAsync(page, $"dialog-settings-{width}", whole: false);
        await Chromium.HasNoViolationAsync(page);
        await dialog.GetByLabel("Title").FillAsync("Our rework");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();

        var renamed = page.Locator("#board > .tile", new() { HasText = "Our rework" });
        await renamed.Locator(".tile-menu > summary").ClickAsync();
        await renamed.GetByRole(AriaRole.Button, new() { Name = "Remove" }).ClickAsync();
        await Expect(page.Locator("#board > .tile")).ToHaveCountAsync(12);

        await page.GotoAsync("/nothing/here");
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Nothing is here" })).ToBeVisibleAsync();
        await Chromium.KeepAsync(page, $"not-found-{width}", whole: false);
        await Chromium.HasNoViolationAsync(page);
    }
}
