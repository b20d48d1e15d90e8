using Cto.Benchmarks.Demo;
using Cto.Benchmarks.Dora;
using Cto.Benchmarks.Facts;
using Cto.Benchmarks.Git;
using Cto.Benchmarks.GitHub;
using Cto.Benchmarks.Grains;
using Cto.Benchmarks.Web;

// Each measurement by its name; without one, what there is. Run in Release.
var measurements = new SortedDictionary<string, Func<CancellationToken, Task>>(StringComparer.Ordinal)
{
    ["company"] = CompanyBenchmark.RunAsync,
    ["demo-sync"] = DemoSyncBenchmark.RunAsync,
    ["dora"] = DoraBenchmark.RunAsync,
    ["facts"] = FactWriteBenchmark.RunAsync,
    ["git"] = GitReadBenchmark.RunAsync,
    ["github"] = GitHubSyncBenchmark.RunAsync,
    ["github-upstream"] = GitHubUpstream.RunAsync,
    ["grains"] = GrainCallBenchmark.RunAsync,
    ["idle-sources"] = IdleSourcesBenchmark.RunAsync,
    ["web-pages"] = PageBenchmark.RunAsync,
    ["web-pixel"] = PixelBenchmark.RunAsync,
    ["web-start"] = StartBenchmark.RunAsync,
    ["web-view"] = ViewBenchmark.RunAsync,
};

using var stop = new CancellationTokenSource();
Console.CancelKeyPress += (_, pressed) =>
{
    pressed.Cancel = true;
    stop.Cancel();
};

foreach (var name in args.DefaultIfEmpty("--help"))
{
    if (!measurements.TryGetValue(name, out var run))
    {
        Console.WriteLine($"usage: dotnet run -c Release --project tests/Cto.Benchmarks -- {string.Join(" | ", measurements.Keys)}");
        return 2;
    }

    await run(stop.Token);
}

return 0;
