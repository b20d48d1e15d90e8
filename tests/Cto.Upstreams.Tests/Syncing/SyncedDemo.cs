using Cto.Connectors.Tests;

namespace Cto.Upstreams.Tests.Syncing;

/// <summary>The whole demo company, small, synced twice through the real connectors into Postgres.</summary>
public sealed class SyncedDemo : IAsyncLifetime
{
    private UpstreamsHost _company = null!;
    private DemoProduct _product = null!;

    internal DemoSyncResult First { get; private set; } = null!;

    internal DemoSyncResult Second { get; private set; } = null!;

    /// <summary>Vendor → status → answers during the second sync.</summary>
    internal IReadOnlyDictionary<string, IReadOnlyDictionary<int, int>> SecondTraffic { get; private set; } = null!;

    /// <summary>What is stored and what is true, where they differ, each a sentence.</summary>
    internal Task<IReadOnlyList<string>> DifferencesAsync(string source) => TruthCheck.DifferencesAsync(_company, _product, source);

    internal string Prefix(string source) => _company.Vendors.First(vendor => vendor.Sources("").Any(known => known.Name == source)).Prefix;

    public async ValueTask InitializeAsync()
    {
        var clock = new StandingClock(Demo.Now);
        _company = await Demo.StartAsync(clock: clock);
        _product = await DemoProduct.ConnectAsync(_company, clock);
        First = await _product.SyncAsync();
        _company.Simulation.Traffic.Clear();
        Second = await _product.SyncAsync();
        SecondTraffic = _company.Simulation.Traffic.Read();
    }

    public async ValueTask DisposeAsync()
    {
        await _product.DisposeAsync();
        await _company.DisposeAsync();
    }
}
