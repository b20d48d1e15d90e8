using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Microsoft.Playwright;

namespace Cto.Benchmarks.Web;

/// <summary>A deployment is told to the API; the open overview shows it: how long that takes, and where the time goes.</summary>
internal static class PixelBenchmark
{
    private const int Times = 30;
    private const string LatestDeployments = "delivery.deployments";

    /// <summary>Writes down, in the clock of the world, when the stream named a widget, when the tile arrived, and when it stood in the page and was painted.</summary>
    private const string Observe = """
        const now = () => performance.timeOrigin + performance.now();
        window.cto = { mark: null, painted: 0 };
        const told = {};
        const Stream = window.EventSource;
        window.EventSource = class extends Stream {
            constructor(...given) { super(...given); super.addEventListener('widget', event => told[event.data] = now()); }
        };
        document.addEventListener('DOMContentLoaded', () => new MutationObserver(() => {
            const { cto } = window;
            const tile = cto.mark === null ? undefined : [...document.querySelectorAll('.tile')].find(tile => tile.textContent.includes(cto.mark));
            if (tile !== undefined) {
                const id = tile.dataset.widget;
                const fetched = performance.getEntriesByType('resource').filter(entry => entry.name.includes(id)).at(-1);
                Object.assign(cto, { mark: null, event: told[id], fetched: performance.timeOrigin + fetched.responseEnd, swapped: now() });
                requestAnimationFrame(() => setTimeout(() => cto.painted = now()));
            }
        }).observe(document, { childList: true, subtree: true, characterData: true }));
        """;

    public static async Task RunAsync(CancellationToken cancellationToken)
    {
        List<Change> changes = [];
        string times;
        await using (var company = await WebCompany.StartAsync(cancellationToken))
        await using (var browser = await BrowserWindow.OpenAsync())
        {
            times = company.TimesFile;
            var page = await browser.PageAsync(company);
            await page.AddInitScriptAsync(Observe);
            await page.GotoAsync("/", new() { WaitUntil = WaitUntilState.Load });
            // A widget whose last answer took long (the links of 18 months) rests before it asks again.
            await page.WaitForTimeoutAsync(12_000);
            for (var time = 0; time < Times; time++)
            {
                changes.Add(await ChangeAsync(company, page, time, cancellationToken));
                await page.WaitForTimeoutAsync(1_000);
            }
        }

        var server = ServerTimes.Read(times);
        Say("facts committed and answered", [.. changes.Select(change => change.Answered)]);
        Say("insight answered", [.. changes.Select(change => server.Between(change.SentAt, change.SeenAt, ServerTimes.Answer, LatestDeployments).FirstEnd is { } end ? Stopwatch.GetElapsedTime(change.SentAt, end).TotalMilliseconds : double.NaN)]);
        Say("event received", [.. changes.Select(change => change.Event)]);
        Say("tile received", [.. changes.Select(change => change.Fetched)]);
        Say("tile in the page", [.. changes.Select(change => change.Swapped)]);
        Say("painted", [.. changes.Select(change => change.Painted)]);
        foreach (var insight in server.Insights)
        {
            Console.WriteLine($"web-pixel: {insight,-30} took  {Percentiles.Text(server.Between(changes[0].SentAt, changes[^1].SeenAt, ServerTimes.Answer, insight).Milliseconds)}");
        }
    }

    private static async Task<Change> ChangeAsync(WebCompany company, IPage page, int number, CancellationToken cancellationToken)
    {
        var mark = string.Create(CultureInfo.InvariantCulture, $"v77.{number}.1");
        await page.EvaluateAsync("mark => { Object.assign(window.cto, { mark, painted: 0 }); performance.clearResourceTimings(); }", mark);
        var now = TimeProvider.System.GetUtcNow();
        var line = JsonSerializer.Serialize(new
        {
            kind = "deployment", key = mark, service = "service-3", repository = "acme/service-3", environment = "production", commit = mark, @ref = mark,
            startedAt = now.AddMinutes(-1), finishedAt = now, result = "success",
        });
        var (sentAt, world) = (Stopwatch.GetTimestamp(), TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds() + (TimeProvider.System.GetUtcNow().Microsecond / 1000.0));
        await company.PushAsync([line], cancellationToken);
        var answered = Stopwatch.GetElapsedTime(sentAt).TotalMilliseconds;
        await page.WaitForFunctionAsync("() => window.cto.painted > 0");
        var seen = await page.EvaluateAsync<JsonElement>("() => window.cto");
        double After(string what) => seen.GetProperty(what).GetDouble() - world;
        return new(sentAt, Stopwatch.GetTimestamp(), answered, After("event"), After("fetched"), After("swapped"), After("painted"));
    }

    private static void Say(string what, IReadOnlyList<double> milliseconds) =>
        Console.WriteLine($"web-pixel: {what,-30} after {Percentiles.Text([.. milliseconds.Where(double.IsFinite).Order()])}");

    /// <summary>Milliseconds since the deployment was sent.</summary>
    private sealed record Change(long SentAt, long SeenAt, double Answered, double Event, double Fetched, double Swapped, double Painted);
}
