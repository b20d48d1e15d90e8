using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Cto.Web.Tests.Screens;

[Collection(OnePage.Name)]
public sealed class DialogTests(DeliveringWeb delivering)
{
    [Fact]
    public async Task Widgets_are_previewed_added_set_and_removed()
    {
        await using var window = await Chromium.OpenAsync(delivering.Web.Address, delivering.Owner);
        var page = window.Page;
        await page.GotoAsync("/");
        var dialog = page.Locator("#dialog");

        await page.GetByRole(AriaRole.Button, new() { Name = "Add", Exact = true }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Preview Deployment rework rate" }).ClickAsync();
        await Expect(dialog.Locator(".preview .tile")).ToBeVisibleAsync();
        await page.LooksRightAsync("dialog-catalogue", whole: false);
        await page.GetByRole(AriaRole.Button, new() { Name = "Add Deployment rework rate" }).ClickAsync();
        await Expect(page.Locator("#board > .tile")).ToHaveCountAsync(13);
        await Expect(dialog).Not.ToBeVisibleAsync();

        var added = page.Locator("#board > .tile", new() { HasText = "Deployment rework rate" });
        await added.Locator(".tile-menu > summary").ClickAsync();
        await added.GetByRole(AriaRole.Button, new() { Name = "Settings…" }).ClickAsync();
        await Expect(dialog.GetByLabel("Title")).ToBeVisibleAsync();
        await page.LooksRightAsync("dialog-settings", whole: false);

        // From here on a phone: what the dialog and the menu hold can be reached there too.
        await page.ShowAsync(Look.Phone);
        await dialog.GetByLabel("Title").FillAsync("Our rework");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();

        var renamed = page.Locator("#board > .tile", new() { HasText = "Our rework" });
        await renamed.Locator(".tile-menu > summary").ClickAsync();
        await renamed.GetByRole(AriaRole.Button, new() { Name = "Remove" }).ClickAsync();
        await Expect(page.Locator("#board > .tile")).ToHaveCountAsync(12);

        await page.GotoAsync("/nothing/here");
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Nothing is here" })).ToBeVisibleAsync();
        await page.LooksRightAsync("not-found", whole: false);
    }
}
