using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Cto.Web.Tests.Screens;

/// <summary>Waits for a page that something else than the test leads to. Playwright's own <c>WaitForURLAsync</c> can miss the navigation (microsoft/playwright-dotnet#3364).</summary>
internal static partial class Arriving
{
    /// <summary>Waits until the address matches and the page is loaded, its script at work.</summary>
    public static async Task ArriveAsync(this IPage page, Regex address)
    {
        await Expect(page).ToHaveURLAsync(address);
        await page.EvaluateAsync("() => document.readyState === 'complete' || new Promise(loaded => addEventListener('load', () => loaded(true)))");
    }

    /// <summary>Waits for a page under the address.</summary>
    public static Task ArriveAsync(this IPage page, string under) => page.ArriveAsync(new Regex("^" + Regex.Escape(under)));

    /// <summary>Waits for the page of a source.</summary>
    public static Task ArriveAtSourceAsync(this IPage page) => page.ArriveAsync(SourcePage());

    [GeneratedRegex("/sources/[0-9a-f-]{36}")]
    private static partial Regex SourcePage();
}
