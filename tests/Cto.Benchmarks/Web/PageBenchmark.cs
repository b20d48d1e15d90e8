using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;

namespace Cto.Benchmarks.Web;

/// <summary>The overview with its twelve tiles: server time at a steady 200 requests a second, pages a second when it gives all it has, and one tile from its widget's cache.</summary>
internal static class PageBenchmark
{
    private const int PerSecond = 200;
    private const int Callers = 16;
    private static readonly TimeSpan Warm = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Long = TimeSpan.FromSeconds(20);
    private static readonly Uri Overview = new("/", UriKind.Relative);

    public static async Task RunAsync(CancellationToken cancellationToken)
    {
        List<(string Name, long From, long To, string Route)> phases = [];
        string times;
        await using (var company = await WebCompany.StartAsync(cancellationToken))
        {
            times = company.TimesFile;
            using var browser = company.Browser();
            await ClosedAsync(browser, Warm, cancellationToken);
            await WithProcessorAsync($"{PerSecond}/s", company, "/", phases, async () =>
            {
                var latencies = await OpenAsync(browser, cancellationToken);
                Say($"{PerSecond}/s, as the caller on the same cores sees it: {Percentiles.Text(latencies)}");
                return latencies.Count;
            });
            await WithProcessorAsync("full load", company, "/", phases, () => ClosedAsync(browser, Long, cancellationToken));
            var tile = await TileAsync(browser, cancellationToken);
            await WithProcessorAsync("the DORA tile", company, "/boards/{id}/widgets/{widget:guid}", phases, () => OneByOneAsync(browser, tile, 2_000, cancellationToken));
            Say($"resident after all this: {company.Web.ResidentBytes >> 20} MB");
        }

        var server = ServerTimes.Read(times);
        foreach (var (name, from, to, route) in phases)
        {
            var measured = server.Between(from, to, ServerTimes.Request, route);
            Say($"{name}, server time: {Percentiles.Text(measured.Milliseconds)}, {measured.BytesEach >> 10} KB allocated each");
        }
    }

    private static async Task WithProcessorAsync(string name, WebCompany company, string route, List<(string Name, long From, long To, string Route)> phases, Func<Task<int>> work)
    {
        var (processor, clock, from) = (company.Web.Processor, Stopwatch.StartNew(), Stopwatch.GetTimestamp());
        var done = await work();
        phases.Add((name, from, Stopwatch.GetTimestamp(), route));
        var used = company.Web.Processor - processor;
        Say($"{name}: {done / clock.Elapsed.TotalSeconds:N0} a second, {used.TotalMilliseconds / done:N2} ms of processor each, so {done / used.TotalSeconds:N0} a second a core");
    }

    /// <summary>Each request at its time, whether those before are answered or not.</summary>
    private static async Task<IReadOnlyList<double>> OpenAsync(HttpClient browser, CancellationToken cancellationToken)
    {
        var latencies = new ConcurrentBag<double>();
        List<Task> asked = [];
        var clock = Stopwatch.StartNew();
        for (var number = 0; number < PerSecond * Long.TotalSeconds; number++)
        {
            var due = TimeSpan.FromSeconds((double)number / PerSecond) - clock.Elapsed;
            if (due > TimeSpan.Zero)
            {
                await Task.Delay(due, cancellationToken);
            }

            asked.Add(AskAsync());
        }

        await Task.WhenAll(asked);
        return [.. latencies.Order()];

        async Task AskAsync()
        {
            var started = Stopwatch.GetTimestamp();
            await GetAsync(browser, Overview, cancellationToken);
            latencies.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
        }
    }

    /// <summary>Callers that each ask again as soon as they are answered.</summary>
    private static async Task<int> ClosedAsync(HttpClient browser, TimeSpan duration, CancellationToken cancellationToken)
    {
        var clock = Stopwatch.StartNew();
        var pages = await Task.WhenAll(Enumerable.Range(0, Callers).Select(async _ =>
        {
            var mine = 0;
            for (; clock.Elapsed < duration; mine++)
            {
                await GetAsync(browser, Overview, cancellationToken);
            }

            return mine;
        }));
        return pages.Sum();
    }

    private static async Task<int> OneByOneAsync(HttpClient browser, Uri address, int times, CancellationToken cancellationToken)
    {
        for (var time = 0; time < times; time++)
        {
            await GetAsync(browser, address, cancellationToken);
        }

        return times;
    }

    private static async Task GetAsync(HttpClient browser, Uri address, CancellationToken cancellationToken)
    {
        using var answer = await browser.GetAsync(address, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        answer.EnsureSuccessStatusCode();
        await answer.Content.CopyToAsync(Stream.Null, cancellationToken);
    }

    /// <summary>The address of the overview's first tile, deployment frequency: it shows the DORA answer.</summary>
    private static async Task<Uri> TileAsync(HttpClient browser, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, Overview);
        request.Headers.AcceptEncoding.ParseAdd("identity");
        using var answer = await browser.SendAsync(request, cancellationToken);
        var page = await answer.Content.ReadAsStringAsync(cancellationToken);
        return new(After(page, "data-tiles=\"").Replace("{id}", After(page, "data-widget=\""), StringComparison.Ordinal), UriKind.Relative);
    }

    private static string After(string text, string mark)
    {
        var start = text.IndexOf(mark, StringComparison.Ordinal) + mark.Length;
        return text[start..text.IndexOf('"', start)];
    }

    private static void Say(FormattableString text) => Console.WriteLine("web-pages: " + text.ToString(CultureInfo.InvariantCulture));
}
