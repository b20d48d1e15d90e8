using Cto.Testing;
using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace Cto.Web.Tests.Screens;

/// <summary>A real browser, started once for all tests that look at pages; they do it one after the other.</summary>
internal static class Chromium
{
    private static readonly string[] Places = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome", "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"];

    private static readonly Lazy<Task<IBrowser>> One = new(LaunchAsync);

    /// <summary>A window; the test is skipped where there is no browser.</summary>
    /// <param name="address">The program.</param>
    /// <param name="person">Whose cookies it has; nobody is signed in without.</param>
    public static async Task<Window> OpenAsync(Uri address, Browser? person = null)
    {
        Assert.SkipUnless(Executable is not null, "No Chromium on this machine: install it (Debian: apt-get install chromium), or name it in CTO_CHROMIUM.");
        var browser = await One.Value;
        var context = await browser.NewContextAsync(new()
        {
            BaseURL = address.ToString(),
            ViewportSize = new() { Width = Look.Wide.Width, Height = Look.Height },
            ColorScheme = Look.Wide.Theme,
            ReducedMotion = ReducedMotion.Reduce,
        });
        context.SetDefaultTimeout((float)Patience.Limit.TotalMilliseconds);
        await context.AddCookiesAsync((person?.Cookies ?? []).Select(cookie => new Cookie { Name = cookie.Name, Value = cookie.Value, Url = address.ToString() }));
        return new(context, await context.NewPageAsync());
    }

    /// <summary>Shows the page as it stands on another screen.</summary>
    public static async Task ShowAsync(this IPage page, Look look)
    {
        await page.SetViewportSizeAsync(look.Width, Look.Height);
        await page.EmulateMediaAsync(new() { ColorScheme = look.Theme });

        // Colours that fade over to the other theme are neither the one's nor the other's.
        await page.EvaluateAsync("""
            () => new Promise(drawn => requestAnimationFrame(() => requestAnimationFrame(drawn)))
                .then(() => Promise.allSettled(document.getAnimations().filter(animation => animation instanceof CSSTransition).map(fading => fading.finished)))
                .then(() => true)
            """);
    }

    /// <summary>Holds the page as it stands against axe and against the screen, in every look.</summary>
    public static async Task LooksRightAsync(this IPage page, string name, bool whole = true)
    {
        var complaints = new List<string>();
        foreach (var look in Look.All)
        {
            await page.ShowAsync(look);
            complaints.AddRange(await page.ComplaintsAsync(look, name, whole));
        }

        Assert.True(complaints.Count == 0, string.Join('\n', complaints));
    }

    /// <summary>What axe has against the page, and whether it is wider than the screen, a line each; with CTO_GALLERY=folder a picture is kept there.</summary>
    public static async Task<IReadOnlyList<string>> ComplaintsAsync(this IPage page, Look look, string name, bool whole = true)
    {
        if (Environment.GetEnvironmentVariable("CTO_GALLERY") is { Length: > 0 } folder)
        {
            await page.ScreenshotAsync(new() { Path = Path.Combine(folder, $"{name}-{look}.png"), FullPage = whole });
        }

        var place = new Uri(page.Url).PathAndQuery;
        var wide = await page.EvaluateAsync<int>("() => document.documentElement.scrollWidth");
        var result = await page.RunAxe(new AxeRunOptions { ResultTypes = [ResultType.Violations] });
        return
        [
            .. from violation in result.Violations
               from node in violation.Nodes
               let html = node.Html[..Math.Min(300, node.Html.Length)]
               select $"{place} {look} {violation.Id}: {violation.Help}: {html} {string.Join("; ", node.Any.Select(check => check.Message))}",
            .. wide > look.Width ? [$"{place} is {wide} px wide on a screen of {look.Width}."] : (string[])[],
        ];
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
