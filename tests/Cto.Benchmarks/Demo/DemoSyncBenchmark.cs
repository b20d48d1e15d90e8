using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using System.Text.Json;
using Cto.Benchmarks.Web;
using Cto.Testing;

namespace Cto.Benchmarks.Demo;

/// <summary>The demo company as a first start syncs it: simulator, web program and Postgres on one machine; then again with nothing new; then what the web program keeps in memory.</summary>
internal static class DemoSyncBenchmark
{
    private const string Token = "cto_benchmarks-connect-the-demo-0123456789";
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(15);
    private static readonly TimeSpan Idle = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(200);

    public static async Task RunAsync(CancellationToken cancellationToken)
    {
        var scale = double.Parse(Environment.GetEnvironmentVariable("CTO_BENCH_SCALE") ?? "1", CultureInfo.InvariantCulture);
        var database = await PostgresCluster.Shared.CreateDatabaseAsync(cancellationToken);
        await using var web = await StartAsync(database, cancellationToken);
        using var http = new HttpClient { BaseAddress = web.Address, DefaultRequestHeaders = { Authorization = new AuthenticationHeaderValue("Bearer", Token) } };
        var clock = Stopwatch.StartNew();
        await using var upstreams = await DemoUpstreams.StartAsync(web.Address, Token, scale, cancellationToken);
        using var simulator = new HttpClient { BaseAddress = upstreams.Address };
        var wanted = (await ReadAsync(simulator, "_demo/sources", cancellationToken)).GetArrayLength();

        var first = await UntilAsync(http, web, sources => sources.Count == wanted && sources.All(source => source.Succeeded > DateTimeOffset.MinValue || source.Fault is not null), clock, cancellationToken);
        var facts = first.Sources.Sum(source => source.Facts);
        Say($"first sync at scale {scale}: {facts:N0} facts of {wanted} sources in {clock.Elapsed.TotalSeconds:N1} s, {facts / clock.Elapsed.TotalSeconds:N0} a second; web process at most {first.Peak >> 20} MB, {web.Processor.TotalSeconds:N1} s of processor");
        foreach (var source in first.Sources.OrderByDescending(source => source.Facts))
        {
            Say($"  {source.Name,-28} {source.Facts,9:N0} facts {source.Fault}");
        }

        for (var time = 1; time <= 3; time++)
        {
            await AgainAsync(http, web, simulator, first.Sources, time, cancellationToken);
        }

        await RestAsync("after the first sync", web, cancellationToken);
        await web.DisposeAsync();
        await using var anew = await StartAsync(database, cancellationToken);
        Say($"started anew: ready after {anew.ReadyAfter.TotalMilliseconds:N0} ms");
        await RestAsync("started anew", anew, cancellationToken);
    }

    private static Task<WebProcess> StartAsync(string database, CancellationToken cancellationToken) =>
        WebProcess.StartAsync(database, cancellationToken, ("CTO_BOOTSTRAP_TOKEN", Token), ("Logging__LogLevel__Default", "Warning"));

    /// <summary>Nobody looks, but the company lives on.</summary>
    private static async Task RestAsync(string when, WebProcess web, CancellationToken cancellationToken)
    {
        var processor = web.Processor;
        await Task.Delay(Idle, cancellationToken);
        Say($"{when}, {Idle.TotalSeconds:N0} s at rest: {web.ResidentBytes >> 20} MB resident, {(web.Processor - processor).TotalSeconds:N1} s of processor");
    }

    private static async Task AgainAsync(HttpClient http, WebProcess web, HttpClient simulator, List<Source> sources, int time, CancellationToken cancellationToken)
    {
        await simulator.DeleteAsync(new Uri("_traffic", UriKind.Relative), cancellationToken);
        var (clock, processor) = (Stopwatch.StartNew(), web.Processor);
        var known = (await SourcesAsync(http, cancellationToken)).ToDictionary(source => source.Id);
        await Task.WhenAll(sources.Select(source => http.PostAsync(new Uri($"api/v1/sources/{source.Id}/sync", UriKind.Relative), null, cancellationToken)));
        // When each was first seen done, as finely as is looked; the API tells when its sync began.
        var done = new Dictionary<string, TimeSpan>();
        var (after, _) = await UntilAsync(http, web, sources =>
        {
            foreach (var source in sources.Where(source => source.Succeeded > known[source.Id].Succeeded || source.Fault is not null))
            {
                done.TryAdd(source.Id, clock.Elapsed);
            }

            return done.Count == sources.Count;
        }, clock, cancellationToken);
        Say($"again with nothing new, time {time}: {clock.Elapsed.TotalSeconds:N1} s, {after.Sum(source => source.Facts) - known.Values.Sum(source => source.Facts):N0} facts more, {(web.Processor - processor).TotalSeconds:N1} s of processor");
        foreach (var source in after.OrderByDescending(source => done[source.Id]).Take(3))
        {
            Say($"  {source.Name,-28} done after {done[source.Id].TotalSeconds,5:N1} s");
        }

        foreach (var vendor in (await ReadAsync(simulator, "_traffic", cancellationToken)).EnumerateObject())
        {
            Say($"  {vendor.Name,-14} {string.Join(", ", vendor.Value.EnumerateObject().Select(status => $"{status.Value.GetInt32()} × {status.Name}"))}");
        }
    }

    private static async Task<(List<Source> Sources, long Peak)> UntilAsync(HttpClient http, WebProcess web, Func<List<Source>, bool> done, Stopwatch clock, CancellationToken cancellationToken)
    {
        var peak = 0L;
        while (true)
        {
            var sources = await SourcesAsync(http, cancellationToken);
            peak = Math.Max(peak, web.ResidentBytes);
            if (done(sources))
            {
                return (sources, peak);
            }

            if (clock.Elapsed > Patience)
            {
                throw new TimeoutException("Not yet: " + string.Join("; ", sources.Where(source => source.Succeeded == DateTimeOffset.MinValue).Select(source => $"{source.Name} {source.State}")));
            }

            await Task.Delay(Look, cancellationToken);
        }
    }

    // What the company pushes by itself is not synced.
    private static async Task<List<Source>> SourcesAsync(HttpClient http, CancellationToken cancellationToken) =>
        [.. (await ReadAsync(http, "api/v1/sources", cancellationToken)).EnumerateArray().Where(source => source.GetProperty("connector").GetString() != "push").Select(Source.Of)];

    private static async Task<JsonElement> ReadAsync(HttpClient http, string path, CancellationToken cancellationToken) =>
        JsonElement.Parse(await http.GetByteArrayAsync(new Uri(path, UriKind.Relative), cancellationToken));

    private static void Say(FormattableString text) => Console.WriteLine("demo-sync: " + text.ToString(CultureInfo.InvariantCulture));

    /// <summary>A source as the API shows it.</summary>
    private sealed record Source(string Id, string Name, string State, DateTimeOffset Succeeded, long Facts, string? Fault)
    {
        public static Source Of(JsonElement source) => new(
            source.GetProperty("id").GetString()!,
            source.GetProperty("name").GetString()!,
            source.GetProperty("state").GetString()!,
            source.GetProperty("lastSuccessAt") is { ValueKind: JsonValueKind.String } at ? at.GetDateTimeOffset() : DateTimeOffset.MinValue,
            source.GetProperty("streams").EnumerateObject().Sum(stream => stream.Value.GetProperty("facts").GetInt64()),
            source.GetProperty("fault") is { ValueKind: JsonValueKind.Object } fault ? fault.GetProperty("message").GetString() : null);
    }
}
