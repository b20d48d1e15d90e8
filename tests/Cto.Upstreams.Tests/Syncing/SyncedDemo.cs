using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using Cto.Insights.Catalogue;
using Cto.Testing;
using Cto.Upstreams.Control;
using Cto.Upstreams.World;

namespace Cto.Upstreams.Tests.Syncing;

/// <summary>The whole demo company, small, synced twice through the real connectors into Postgres.</summary>
public sealed partial class SyncedDemo : IAsyncLifetime
{
    public const string Collection = "synced demo";

    private const int OfEachKind = 3;

    private readonly ConcurrentDictionary<string, Exchange> _exchanges = new(StringComparer.Ordinal);
    private UpstreamsHost _company = null!;
    private DemoProduct _product = null!;

    internal Company Company => _company.Simulation.Company;

    internal DemoSyncResult First { get; private set; } = null!;

    internal DemoSyncResult Second { get; private set; } = null!;

    /// <summary>Vendor → status → answers during the second sync.</summary>
    internal IReadOnlyDictionary<string, IReadOnlyDictionary<int, int>> SecondTraffic { get; private set; } = null!;

    /// <summary>A few exchanges of each kind during the first sync: same method, same path but for ids, same status.</summary>
    internal IReadOnlyCollection<Exchange> Exchanges => [.. _exchanges.Values];

    /// <summary>What is stored and what is true, where they differ, each a sentence.</summary>
    internal Task<IReadOnlyList<string>> DifferencesAsync(string source) => TruthCheck.DifferencesAsync(_company, _product, source);

    /// <summary>What the catalogue makes of it.</summary>
    internal Task<CatalogueView> CatalogueAsync() => _product.CatalogueAsync();

    /// <summary>The kinds of facts that a source left.</summary>
    internal async Task<IReadOnlyCollection<string>> KindsAsync(string source) => (await _product.RowsAsync()).GetValueOrDefault(source)?.Keys ?? (IReadOnlyCollection<string>)[];

    internal string Prefix(string source) => _company.Vendors.First(vendor => vendor.Sources("").Any(known => known.Name == source)).Prefix;

    public async ValueTask InitializeAsync()
    {
        var clock = new StandingClock(Demo.Now);
        _company = await Demo.StartAsync(clock: clock);
        _product = await DemoProduct.ConnectAsync(_company);
        _company.Simulation.Observer = Keep;
        First = await _product.SyncAsync();
        _company.Simulation.Observer = null;
        _company.Simulation.Traffic.Clear();
        Second = await _product.SyncAsync();
        SecondTraffic = _company.Simulation.Traffic.Read();
    }

    private void Keep(Exchange exchange)
    {
        var shape = Ids().Replace(exchange.Path, "#");
        for (var number = 0; number < OfEachKind; number++)
        {
            if (_exchanges.TryAdd($"{number} {exchange.Method} {exchange.Prefix}{shape} {exchange.Target} {string.Join('&', exchange.Query.Select(pair => pair.Key))} {exchange.Status}", exchange))
            {
                return;
            }
        }
    }

    [GeneratedRegex(@"[^/]*\d[^/]*")]
    private static partial Regex Ids();

    public async ValueTask DisposeAsync()
    {
        await _product.DisposeAsync();
        await _company.DisposeAsync();
    }
}

/// <summary>The tests that share the synced demo.</summary>
[CollectionDefinition(SyncedDemo.Collection)]
public sealed class SyncedDemoTests : ICollectionFixture<SyncedDemo>;
