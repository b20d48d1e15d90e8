using System.Text.Json;
using Cto.Connectors;
using Cto.Domain;
using Cto.Domain.Sources;
using Cto.Insights;
using Cto.Insights.Catalogue;
using Cto.Insights.Facts;
using Cto.Insights.Sources;
using Cto.Insights.Storage;
using Cto.Testing;
using Cto.Upstreams.Vendors;
using Dapper;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Cto.Upstreams.Tests.Syncing;

/// <summary>The product without its grains and pages: the real connectors over the simulated company, their facts in Postgres.</summary>
internal sealed class DemoProduct : IAsyncDisposable
{
    private const int AtOnce = 6;

    private readonly ServiceProvider _services;
    private readonly List<Connected> _sources = [];
    private readonly Guid _tenant = Guid.NewGuid();

    private DemoProduct(ServiceProvider services) => _services = services;

    /// <summary>How often a stream is tried before its sync is given up; once where its credential ended.</summary>
    public int Patience { get; init; } = 1;

    public static async Task<DemoProduct> ConnectAsync(UpstreamsHost company, int patience = 1)
    {
        var configuration = DemoConnections.Configuration(("ConnectionStrings:cto", await PostgresCluster.Shared.CreateDatabaseAsync(Token)));
        var services = new ServiceCollection()
            .AddLogging()
            .AddSingleton(configuration)
            .AddSingleton<TimeProvider>(new StandingClock(Demo.Now))
            .AddStore()
            .AddInsights()
            .BuildServiceProvider();
        await services.GetRequiredService<StoreReadiness>().StartingAsync(Token);
        var product = new DemoProduct(services) { Patience = patience };
        await using (var connection = await services.GetRequiredService<Database>().OpenSharedAsync(Token))
        {
            await connection.ExecuteAsync("insert into tenant (id, name) values (@tenant, 'Acme')", new { tenant = product._tenant });
        }

        foreach (var source in company.Sources)
        {
            var made = new NewSource { TenantId = product._tenant, Connector = source.Connector, Name = source.Name, Settings = new(source.Settings), Credentials = source.ToCredentials() };
            product._sources.Add(new(source, await services.GetRequiredService<SourceStore>().CreateAsync(made, Token), configuration, services.GetRequiredService<IInventory>()));
        }

        return product;
    }

    /// <summary>Checks and syncs every source, several at once, as the source grains do: stream after stream, page after page.</summary>
    /// <returns>What was written, and the faults that were left when patience ended.</returns>
    public async Task<DemoSyncResult> SyncAsync()
    {
        var result = new DemoSyncResult();
        // The feeds are asked about what the others brought.
        await SyncAsync(_sources.Where(source => source.Demo.Connector != "threat-feeds"), result);
        await SyncAsync(_sources.Where(source => source.Demo.Connector == "threat-feeds"), result);
        return result;
    }

    private async Task SyncAsync(IEnumerable<Connected> sources, DemoSyncResult result)
    {
        await Parallel.ForEachAsync(sources, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = Token }, async (source, token) =>
        {
            await TryAsync(source, "check", result, () => source.Connector.CheckAsync(source.Demo.ToConnection(_tenant, source.Id), token));
            foreach (var stream in source.Connector.Descriptor.Streams)
            {
                await TryAsync(source, stream.Name, result, () => PullAsync(source, stream.Name, result, token));
            }
        });
    }

    /// <summary>Source → kind of fact → rows in the store.</summary>
    public async Task<SortedDictionary<string, SortedDictionary<string, long>>> RowsAsync()
    {
        var rows = new SortedDictionary<string, SortedDictionary<string, long>>(StringComparer.Ordinal);
        await using var connection = await _services.GetRequiredService<Database>().OpenAsync(_tenant, Token);
        var names = _sources.ToDictionary(source => source.Id, source => source.Demo.Name);
        foreach (var kind in FactKinds.All)
        {
            foreach (var (source, count) in await connection.QueryAsync<(Guid, long)>($"select source_id, count(*) from {Table(kind)} group by source_id"))
            {
                var kinds = rows.TryGetValue(names[source], out var found) ? found : rows[names[source]] = new(StringComparer.Ordinal);
                kinds[kind] = count;
            }
        }

        return rows;
    }

    /// <summary>What a column of the facts of a source adds up to.</summary>
    public async Task<decimal> SumAsync(string source, string column)
    {
        await using var connection = await _services.GetRequiredService<Database>().OpenAsync(_tenant, Token);
        var (table, name) = (Table(column.Split('.')[0]), column.Split('.')[1]);
        return await connection.ExecuteScalarAsync<decimal>($"select coalesce(sum({name}), 0) from {table} where source_id = @id", new { _sources.First(known => known.Demo.Name == source).Id });
    }

    /// <summary>What the catalogue makes of the names that were stored.</summary>
    public Task<CatalogueView> CatalogueAsync() => _services.GetRequiredService<CatalogueStore>().ReadAsync(_tenant, Token);

    public async Task<IReadOnlyDictionary<string, IReadOnlyDictionary<string, StreamState>>> StreamsAsync() =>
        (await _services.GetRequiredService<SourceStore>().ListAsync(_tenant, Token)).ToDictionary(source => source.Name, source => source.Streams);

    public async ValueTask DisposeAsync()
    {
        foreach (var source in _sources)
        {
            await source.DisposeAsync();
        }

        await _services.DisposeAsync();
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static string Table(string kind) => JsonNamingPolicy.SnakeCaseLower.ConvertName(kind);

    private async Task TryAsync(Connected source, string what, DemoSyncResult result, Func<Task> run)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await run();
                return;
            }
            catch (SourceException e) when (attempt < Patience && !(source.Demo.EndsAt <= Demo.Now))
            {
                source.PassUntil(e);
            }
            catch (SourceException e)
            {
                result.Failed(source.Demo.Name, what, e);
                return;
            }
        }
    }

    private async Task PullAsync(Connected source, string stream, DemoSyncResult result, CancellationToken cancellationToken)
    {
        var stored = (await _services.GetRequiredService<SourceStore>().FindAsync(_tenant, source.Id, cancellationToken))!;
        await foreach (var page in source.Connector.PullAsync(source.Demo.ToConnection(_tenant, source.Id), stream, stored.Streams.GetValueOrDefault(stream)?.Cursor, cancellationToken))
        {
            result.Wrote(source.Demo.Name, stream, await _services.GetRequiredService<FactStore>().WriteAsync(new(_tenant, source.Id, stream, page), cancellationToken));
        }
    }

    /// <summary>A source with the time as it passes for its connector alone: what one vendor makes us wait, the others do not see.</summary>
    private sealed class Connected : IAsyncDisposable
    {
        private readonly StandingClock _clock = new(Tests.Demo.Now);
        private readonly ServiceProvider _services;

        public Connected(DemoSource demo, Guid id, IConfiguration configuration, IInventory inventory)
        {
            (Demo, Id) = (demo, id);
            _services = new ServiceCollection().AddLogging().AddSingleton<TimeProvider>(_clock).AddSingleton(inventory).AddConnectors(configuration).BuildServiceProvider();
            Connector = _services.Connector(demo.Connector);
        }

        public DemoSource Demo { get; }

        public Guid Id { get; }

        public ISourceConnector Connector { get; }

        /// <summary>Nobody sleeps: the time that a vendor asks for passes at once, or that after which a host that failed is tried again.</summary>
        public void PassUntil(SourceException fault)
        {
            var until = fault.RetryAt ?? (fault.Fault is SourceFault.Unavailable ? _clock.Now.AddSeconds(31) : _clock.Now);
            _clock.Now = until > _clock.Now ? until.AddSeconds(1) : _clock.Now;
        }

        public ValueTask DisposeAsync() => _services.DisposeAsync();
    }
}
