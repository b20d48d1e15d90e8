using Cto.Web.Tests.EndToEnd.Company;
using Microsoft.Playwright;

namespace Cto.Web.Tests.Screens;

/// <summary>The program and the simulated company, and windows in which the owner is signed in.</summary>
public sealed class ConnectingWeb : IAsyncLifetime
{
    private Browser _owner = null!;

    internal CompanyWeb Web { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Web = await CompanyWeb.StartAsync(new() { Scale = 0.01 });
        // Without a browser on the screen: where there is none, a test can be skipped, a fixture cannot.
        _owner = await Web.Web.OwnerByLinkAsync();
    }

    public async ValueTask DisposeAsync()
    {
        _owner.Dispose();
        await Web.DisposeAsync();
    }

    /// <summary>The form of a vendor, with a name and the settings of the demo filled in.</summary>
    internal async Task<Window> FormAsync(string vendor, string name)
    {
        var window = await Chromium.OpenAsync(Web.Web.Address, _owner);
        var page = window.Page;
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
    internal async Task GrantAsync(IPage page, string vendor, string button, string decision)
    {
        await AskAsync(page, vendor, button);
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
