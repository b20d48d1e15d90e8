using Cto.Testing;
using Microsoft.Extensions.DependencyInjection;
using Orleans.TestingHost;

namespace Cto.Grains.Tests;

/// <summary>A silo in this process with the program's grains, alone in its cluster, on a clock that stands still; the platform's own timers go by the system's.</summary>
internal sealed class TestSilo : IAsyncDisposable
{
    /// <summary>What Orleans does for itself: a test's clock moves in leaps, and a silo that found hours gone would take itself for dead.</summary>
    private static readonly string[] PlatformClocks =
        [TimeProviderNames.Membership, TimeProviderNames.Messaging, TimeProviderNames.SystemTimers, TimeProviderNames.GrainDirectory, TimeProviderNames.ActivationManagement];

    private readonly InProcessTestCluster _cluster;

    private TestSilo(InProcessTestCluster cluster, FakeClock clock)
    {
        _cluster = cluster;
        Clock = clock;
    }

    public FakeClock Clock { get; }

    public IServiceProvider Services => ((InProcessSiloHandle)_cluster.Silos[0]).ServiceProvider;

    /// <summary>Calls as the program makes them, from inside the silo.</summary>
    public IGrainFactory Grains => Services.GetRequiredService<IGrainFactory>();

    public static async Task<TestSilo> StartAsync(Action<IServiceCollection> services, FakeClock? clock = null)
    {
        clock ??= new FakeClock();
        var builder = new InProcessTestClusterBuilder(1);
        builder.ConfigureSilo((_, silo) =>
        {
            silo.Services.AddSingleton<TimeProvider>(clock);
            foreach (var name in PlatformClocks)
            {
                silo.Services.AddKeyedSingleton(name, TimeProvider.System);
            }

            services(silo.Services);
            silo.ConfigureGrains();
        });
        builder.ConfigureClient(client => client.Services.AddGrainMessages());
        var cluster = builder.Build();
        await cluster.DeployAsync(TestContext.Current.CancellationToken);
        return new(cluster, clock);
    }

    /// <summary>The process ends as it should.</summary>
    public Task StopAsync() => _cluster.StopAllSilosAsync();

    /// <summary>The process ends without a word to anybody.</summary>
    public Task KillAsync() => _cluster.KillSiloAsync(_cluster.Silos[0]);

    public ValueTask DisposeAsync() => _cluster.DisposeAsync();
}
