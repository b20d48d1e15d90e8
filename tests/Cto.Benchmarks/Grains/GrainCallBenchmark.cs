using System.Diagnostics;
using System.Globalization;
using Cto.Grains;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Cto.Benchmarks.Grains;

/// <summary>Calls of grains on the embedded host, on the real clock. Bind the process to one core (<c>taskset -c 0</c>) to see what one core does.</summary>
internal static class GrainCallBenchmark
{
    private const int Rounds = 5;

    private static readonly IReadOnlyList<(string Name, Func<IGrainFactory, int, Task<long>> Round)> Cases =
    [
        ("a client calls a grain, awaiting each", CallAsync),
        ("a grain calls a grain, awaiting each", AskAsync),
        ("a client calls a grain that awaits", CallLaterAsync),
        ("16 clients call one grain", CrowdAsync),
        ("first calls: a new grain each", ActivateAsync),
    ];

    public static async Task RunAsync(CancellationToken cancellationToken)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.AddGrains(options =>
        {
            options.InMemory = true;
            options.Assemblies.Add(typeof(EchoGrain).Assembly);
        });
        using var host = builder.Build();
        await host.StartAsync(cancellationToken);
        var grains = host.Services.GetRequiredService<IGrainFactory>();
        Console.WriteLine("| calls | median a second | best a second | bytes a call |");
        Console.WriteLine("|---|--:|--:|--:|");
        foreach (var (name, round) in Cases)
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

        await host.StopAsync(cancellationToken);
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

    private static async Task<long> CallAsync(IGrainFactory grains, int round)
    {
        const int Calls = 1_000_000;
        var grain = grains.GetGrain<IEchoGrain>("one");
        for (var i = 0; i < Calls; i++)
        {
            await grain.Echo(i);
        }

        return Calls;
    }

    private static async Task<long> AskAsync(IGrainFactory grains, int round)
    {
        const int Calls = 1_000_000;
        await grains.GetGrain<IEchoGrain>("asker").Ask("one", Calls);
        return Calls;
    }

    private static async Task<long> CallLaterAsync(IGrainFactory grains, int round)
    {
        const int Calls = 300_000;
        var grain = grains.GetGrain<IEchoGrain>("one");
        for (var i = 0; i < Calls; i++)
        {
            await grain.EchoLater(i);
        }

        return Calls;
    }

    private static async Task<long> CrowdAsync(IGrainFactory grains, int round)
    {
        const int Clients = 16;
        const int Calls = 50_000;
        await Task.WhenAll(Enumerable.Range(0, Clients).Select(_ => Task.Run(async () =>
        {
            var grain = grains.GetGrain<IEchoGrain>("one");
            for (var i = 0; i < Calls; i++)
            {
                await grain.Echo(i);
            }
        })));
        return Clients * Calls;
    }

    private static async Task<long> ActivateAsync(IGrainFactory grains, int round)
    {
        const int Grains = 50_000;
        for (var i = 0; i < Grains; i++)
        {
            await grains.GetGrain<IEchoGrain>($"{round}/{i}").Echo(i);
        }

        return Grains;
    }
}
