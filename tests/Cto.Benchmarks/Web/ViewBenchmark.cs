using System.Globalization;
using System.Text.Json;
using Microsoft.Playwright;

namespace Cto.Benchmarks.Web;

/// <summary>The overview in a real browser with an empty cache: what comes over the wire, when the largest thing is painted, and whether anything moves.</summary>
internal static class ViewBenchmark
{
    private const int Views = 7;

    private const string Observe = """
        window.cto = { lcp: 0, cls: 0 };
        new PerformanceObserver(list => list.getEntries().forEach(entry => window.cto.lcp = entry.startTime)).observe({ type: 'largest-contentful-paint', buffered: true });
        new PerformanceObserver(list => list.getEntries().forEach(entry => window.cto.cls += entry.value)).observe({ type: 'layout-shift', buffered: true });
        """;

    public static async Task RunAsync(CancellationToken cancellationToken)
    {
        await using var company = await WebCompany.StartAsync(cancellationToken);
        await using var browser = await BrowserWindow.OpenAsync();
        List<double> paints = [];
        for (var view = 0; view < Views; view++)
        {
            var page = await browser.PageAsync(company);
            await page.AddInitScriptAsync(Observe);
            var session = await page.Context.NewCDPSessionAsync(page);
            var (kinds, weights) = (new Dictionary<string, string>(), new Dictionary<string, double>());
            session.Event("Network.responseReceived").OnEvent += (_, message) =>
                kinds[message!.Value.GetProperty("requestId").GetString()!] = message.Value.GetProperty("type").GetString()!;
            session.Event("Network.loadingFinished").OnEvent += (_, message) =>
                weights[message!.Value.GetProperty("requestId").GetString()!] = message.Value.GetProperty("encodedDataLength").GetDouble();
            await session.SendAsync("Network.enable");
            await page.GotoAsync("/", new() { WaitUntil = WaitUntilState.Load });
            await page.WaitForTimeoutAsync(1_500);
            var tiles = await page.Locator("article.tile .body").CountAsync();
            var seen = await page.EvaluateAsync<JsonElement>("() => ({ ...window.cto, first: performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? 0, answer: performance.getEntriesByType('navigation')[0].responseEnd })");
            var byKind = weights.Where(weight => kinds.ContainsKey(weight.Key)).GroupBy(weight => kinds[weight.Key], weight => weight.Value).ToDictionary(group => group.Key, group => group.Sum() / 1024);
            var parts = string.Join(", ", byKind.OrderByDescending(kind => kind.Value).Select(kind => string.Create(CultureInfo.InvariantCulture, $"{kind.Key} {kind.Value:N1}")));
            var (lcp, first) = (seen.GetProperty("lcp").GetDouble(), seen.GetProperty("first").GetDouble());
            Say($"{tiles} tiles with data; {byKind.Where(kind => kind.Key != "Font").Sum(kind => kind.Value):N1} KB without fonts ({parts}); document after {seen.GetProperty("answer").GetDouble():N0} ms, first paint {first:N0} ms, LCP {lcp:N0} ms, CLS {seen.GetProperty("cls").GetDouble():0.####}");
            paints.Add(lcp);
            await page.Context.CloseAsync();
        }

        Say($"LCP: {Percentiles.Text([.. paints.Order()])}");
    }

    private static void Say(FormattableString text) => Console.WriteLine("web-view: " + text.ToString(CultureInfo.InvariantCulture));
}
