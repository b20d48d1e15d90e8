using System.Diagnostics;
using System.Globalization;

namespace Cto.Benchmarks.Grains;

/// <summary>Calls of grains on Orleans, on the real clock: with what each call passes in the product, without it, and between two nodes over loopback TCP.</summary>
internal static class GrainCallBenchmark
{
    private const int Rounds = 5;
    private const string Other = "on the other node";

    private static readonly IReadOnlyList<(string Name, Func<IGrainFactory, int, Task<long>> Round)> Cases =
    [
        ("a client calls a grain, awaiting each", static (grains, _) => CallAsync(grains, "one", 300_000)),
        ("a grain calls a grain, awaiting each", AskAsync),
        ("a client calls a grain that awaits", CallLaterAsync),
        ("16 clients call one grain", static (grains, _) => CrowdAsync(grains, "one", 20_000)),
        ("first calls: a new grain each", ActivateAsync),
    ];

    private static readonly IReadOnlyList<(string Name, Func<IGrainFactory, int, Task<long>> Round)> Far =
    [
        ("a client calls a grain of another node, awaiting each", static (grains, _) => CallAsync(grains, Other, 20_000)),
        ("16 clients call one grain of another node", static (grains, _) => CrowdAsync(grains, Other, 5_000)),
    ];

    public static async Task RunAsync(CancellationToken cancellationToken)
    {
        await using (var bare = await EchoSilo.StartAsync(isFiltered: false, first: null, cancellationToken))
        {
            await TellAsync("bare", bare.Grains, Cases);
        }

        await using var silo = await EchoSilo.StartAsync(isFiltered: true, first: null, cancellationToken);
        await TellAsync("as in the product", silo.Grains, Cases);
        await using var second = await EchoSilo.StartAsync(isFiltered: true, silo, cancellationToken);
        await second.Grains.GetGrain<IEchoGrain>(Other).Echo(0);
        await TellAsync("two nodes", silo.Grains, Far);
    }

    private static async Task TellAsync(string how, IGrainFactory grains, IReadOnlyList<(string Name, Func<IGrainFactory, int, Task<long>> Round)> cases)
    {
        Console.WriteLine($"| {how}: calls | median a second | best a second | bytes a call |");
        Console.WriteLine("|---|--:|--:|--:|");
        foreach (var (name, round) in cases)
        {
            var measured = new List<(double Rate, double Bytes)>();
            for (var i = 0; i <= Rounds; i++)
            {
                measured.Add(await MeasureAsync(grains, round, i));
            }

            // The first round warms up.
            var (rates, bytes) = (measured.Skip(1).Select(one => one.Rate).Order().ToList(), measured.Skip(1).Select(one => one.Bytes).Order().ToList());
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {name} | {rates[Rounds / 2]:N0} | {rates[^1]:N0} | {bytes[Rounds / 2]:N0} |"));
        }
    }

    private static async Task<(double Rate, double Bytes)> MeasureAsync(IGrainFactory grains, Func<IGrainFactory, int, Task<long>> round, int number)
    {
        GC.Collect();
        var allocated = GC.GetTotalAllocatedBytes(precise: true);
        var started = Stopwatch.GetTimestamp();
        var calls = await round(grains, number);
        var elapsed = Stopwatch.GetElapsedTime(started);
        return (calls / elapsed.TotalSeconds, (GC.GetTotalAllocatedBytes(precise: true) - allocated) / (double)calls);
    }

    private static async Task<long> CallAsync(IGrainFactory grains, string key, int calls)
    {
        var grain = grains.GetGrain<IEchoGrain>(key);
        for (var i = 0; i < calls; i++)
        {
            await grain.Echo(i);
        }

        return calls;
    }

    private static async Task<long> AskAsync(IGrainFactory grains, int round)
    {
        const int Calls = 300_000;
        await grains.GetGrain<IEchoGrain>("asker").Ask("one", Calls);
        return Calls;
    }

    private static async Task<long> CallLaterAsync(IGrainFactory grains, int round)
    {
        const int Calls = 100_000;
        var grain = grains.GetGrain<IEchoGrain>("one");
        for (var i = 0; i < Calls; i++)
        {
            await grain.EchoLater(i);
        }

        return Calls;
    }

    private static async Task<long> CrowdAsync(IGrainFactory grains, string key, int calls)
    {
        const int Clients = 16;
        await Task.WhenAll(Enumerable.Range(0, Clients).Select(_ => Task.Run(() => CallAsync(grains, key, calls))));
        return Clients * calls;
    }

    private static async Task<long> ActivateAsync(IGrainFactory grains, int round)
    {
        const int Grains = 10_000;
        for (var i = 0; i < Grains; i++)
        {
            await grains.GetGrain<IEchoGrain>($"{round}/{i}").Echo(i);
        }

        return Grains;
    }
}
