using Microsoft.Playwright;

namespace Cto.Benchmarks.Web;

/// <summary>A real Chromium on the owner's machine, signed in.</summary>
internal sealed class BrowserWindow : IAsyncDisposable
{
    private readonly IPlaywright _playwright;
    private readonly IBrowser _browser;

    private BrowserWindow(IPlaywright playwright, IBrowser browser) => (_playwright, _browser) = (playwright, browser);

    public static async Task<BrowserWindow> OpenAsync()
    {
        var playwright = await Playwright.CreateAsync();
        return new(playwright, await playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = Environment.GetEnvironmentVariable("CTO_CHROMIUM") ?? "/usr/bin/chromium",
            Args = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
        }));
    }

    /// <summary>A page with nothing in its cache; close its context to let it go.</summary>
    public async Task<IPage> PageAsync(WebCompany company)
    {
        var context = await _browser.NewContextAsync(new() { BaseURL = company.Web.Address.ToString(), ViewportSize = new() { Width = 1600, Height = 1000 } });
        await context.AddCookiesAsync(company.Cookies.Select(cookie => new Microsoft.Playwright.Cookie { Name = cookie.Name, Value = cookie.Value, Url = company.Web.Address.ToString() }));
        return await context.NewPageAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _browser.DisposeAsync();
        _playwright.Dispose();
    }
}
