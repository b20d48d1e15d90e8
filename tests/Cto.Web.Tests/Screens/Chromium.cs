using Cto.Testing;
using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace Cto.Web.Tests.Screens;

/// <summary>A real browser, started once for all tests that look at pages.</summary>
internal static class Chromium
{
    private static readonly string[] Places = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome", "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"];

    private static readonly Lazy<Task<IBrowser>> One = new(LaunchAsync);

    /// <summary>A window of that size and theme with nobody signed in; the test is skipped where there is no browser.</summary>
    public static async Task<Window> OpenAsync(Uri address, int width, int height = 1000, ColorScheme theme = ColorScheme.Light)
    {
        Assert.SkipUnless(Executable is not null, "No Chromium on this machine: install it (Debian: apt-get install chromium), or name it in CTO_CHROMIUM.");
        var browser = await One.Value;
        var context = await browser.NewContextAsync(new()
        {
            BaseURL = address.ToString(),
            ViewportSize = new() { Width = width, Height = height },
            ColorScheme = theme,
            ReducedMotion = ReducedMotion.Reduce,
        });
        context.SetDefaultTimeout((float)Patience.Limit.TotalMilliseconds);
        return new(context, await context.NewPageAsync());
    }

    /// <summary>Holds the page against axe; every violation is named with its place.</summary>
    public static async Task HasNoViolationAsync(IPage page) => Assert.Equal("", string.Join('\n', await ViolationsAsync(page)));

    /// <summary>What axe has against the page, a line each.</summary>
    public static async Task<IReadOnlyList<string>> ViolationsAsync(IPage page)
    {
        var result = await page.RunAxe(new AxeRunOptions { ResultTypes = [ResultType.Violations] });
        return
        [
            .. result.Violations.SelectMany(violation => violation.Nodes.Select(node =>
                $"{new Uri(page.Url).PathAndQuery} {violation.Id}: {violation.Help}: {node.Html[..Math.Min(300, node.Html.Length)]} {string.Join("; ", node.Any.Select(check => check.Message))}")),
        ];
    }

    /// <summary>With CTO_GALLERY=folder the page is kept there as a picture.</summary>
    public static async Task KeepAsync(IPage page, string name, bool whole = true)
    {
        if (Environment.GetEnvironmentVariable("CTO_GALLERY") is { Length: > 0 } folder)
        {
            await page.ScreenshotAsync(new() { Path = Path.Combine(folder, name + ".png"), FullPage = whole });
        }
    }

    private static string? Executable =>
        Environment.GetEnvironmentVariable("CTO_CHROMIUM") is { Length: > 0 } named ? named : Places.FirstOrDefault(File.Exists);

    private static async Task<IBrowser> LaunchAsync()
    {
        // What holds is seen as soon as it holds.
        Assertions.SetDefaultExpectTimeout((float)Patience.Limit.TotalMilliseconds);
        var playwright = await Playwright.CreateAsync();
        return await playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = Executable,
            Args =
            [
                "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync",
            ],
        });
    }
}

/// <summary>A browser's window; closed before the program that it shows ends.</summary>
internal sealed class Window(IBrowserContext context, IPage page) : IAsyncDisposable
{
    public IPage Page => page;

    public async ValueTask DisposeAsync() => await context.DisposeAsync();
}
