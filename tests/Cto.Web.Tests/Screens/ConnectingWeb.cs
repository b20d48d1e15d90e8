using Cto.Web.Tests.EndToEnd.Company;
using Microsoft.Playwright;

namespace Cto.Web.Tests.Screens;

/// <summary>The program and the simulated company, and browsers in which the owner is signed in: one for all tests that connect something.</summary>
public sealed class ConnectingWeb : IAsyncLifetime
{
    internal CompanyWeb Web { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Web = await CompanyWeb.StartAsync(new() { Scale = 0.01 });
        // Without a browser on the screen: where there is none, a test can be skipped, a fixture cannot.
        using var owner = await Web.Web.OwnerByLinkAsync(SignedIn.Email, SignedIn.Password);
    }

    public ValueTask DisposeAsync() => Web.DisposeAsync();

    /// <summary>The form of a vendor, with a name and the settings of the demo filled in.</summary>
    internal async Task<Window> FormAsync(string vendor, string name, int width = 1200, ColorScheme theme = ColorScheme.Light)
    {
        var window = await Chromium.OpenAsync(Web.Web.Address, width, 1000, theme);
        var page = window.Page;
        await SignedIn.ByPasswordAsync(page);
        await page.GotoAsync($"/sources/new/{vendor}");
        await page.GetByLabel("Name", new() { Exact = true }).FillAsync(name);
        var more = page.Locator("details.more:not([open]) > summary", new() { HasText = "More settings" });
        if (await more.CountAsync() > 0)
        {
            await more.ClickAsync();
        }

        foreach (var (setting, value) in Web.Source(vendor).Settings)
        {
            await page.Locator($"#f-{setting}").FillAsync(value);
        }

        return window;
    }

    /// <summary>Presses a button, decides on the vendor's page and comes back.</summary>
    internal async Task GrantAsync(IPage page, string vendor, string button, string decision, string? without = null)
    {
        await AskAsync(page, vendor, button);
        if (without is not null)
        {
            await page.Locator($"input[name=scope][value=\"{without}\"]").UncheckAsync();
        }

        await DecideAsync(page, decision);
    }

    /// <summary>Presses a button that leads to the vendor's page.</summary>
    internal async Task AskAsync(IPage page, string vendor, string button)
    {
        await page.GetByRole(AriaRole.Button, new() { Name = button }).ClickAsync();
        await page.ArriveAsync($"{Web.Company.Address}{vendor}/");
    }

    /// <summary>Decides on the vendor's page and comes back.</summary>
    internal async Task DecideAsync(IPage page, string decision)
    {
        await page.GetByRole(AriaRole.Button, new() { Name = decision }).ClickAsync();
        await page.ArriveAsync(Web.Web.Address.ToString());
    }
}
