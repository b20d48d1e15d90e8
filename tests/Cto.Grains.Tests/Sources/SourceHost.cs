using System.Text;
using Cto.Domain.Sources;
using Cto.Domain.Tenants;
using Cto.Grains.Sources;
using Cto.Grains.Widgets;
using Cto.Insights;
using Cto.Insights.Sources;
using Cto.Insights.Storage;
using Cto.Insights.Tenants;
using Cto.Testing;
using Dapper;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Cto.Grains.Tests.Sources;

/// <summary>A grain host over a database of its own, with a scripted vendor, one tenant and a clock that stands still.</summary>
internal sealed class SourceHost : IAsyncDisposable
{
    private readonly string _owner;

    private SourceHost(TestSilo host, string owner, ScriptedConnector connector, ScriptedGrants grants, Guid tenant)
    {
        OAuth = grants;
        Host = host;
        _owner = owner;
        Connector = connector;
        Tenant = tenant;
    }

    public TestSilo Host { get; private set; }

    public ScriptedConnector Connector { get; private set; }

    public ScriptedGrants OAuth { get; }

    public Guid Tenant { get; }

    public FakeClock Clock => Host.Clock;

    public SourceStore Sources => Host.Services.GetRequiredService<SourceStore>();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static async Task<SourceHost> StartAsync(PostgresCluster? cluster = null)
    {
        var owner = await (cluster ?? PostgresCluster.Shared).CreateDatabaseAsync(Token);
        var connector = new ScriptedConnector();
        var clock = new FakeClock();
        var grants = new ScriptedGrants(clock);
        var host = await HostAsync(owner, connector, grants, clock);
        var tenant = new Tenant { Id = Guid.NewGuid(), Name = "Acme", TimeZone = TimeZoneInfo.Utc };
        await host.Services.GetRequiredService<TenantStore>().AddAsync(tenant, Token);
        return new(host, owner, connector, grants, tenant.Id);
    }

    /// <summary>The process ends as it should and another one starts on the same database.</summary>
    public async Task RestartAsync()
    {
        var clock = Clock;
        await Host.StopAsync().WaitAsync(Patience.Limit, Token);
        await Host.DisposeAsync();
        Connector = new ScriptedConnector { Total = Connector.Total };
        Host = await HostAsync(_owner, Connector, OAuth, clock);
    }

    /// <summary>Another process on the same database.</summary>
    public async Task<SourceHost> SecondAsync() => new(await HostAsync(_owner, Connector, OAuth, Clock), _owner, Connector, OAuth, Tenant);

    public async Task<Guid> ConnectAsync(string name = "one", SourceCredentials? credentials = null, params (string Name, string Value)[] settings) =>
        await Sources.CreateAsync(
            new NewSource
            {
                TenantId = Tenant,
                Connector = "scripted",
                Name = name,
                Settings = new(settings.Append(("url", "https://vendor.test")).ToDictionary(setting => setting.Item1, setting => setting.Item2)),
                Credentials = credentials,
            },
            Token);

    public ISourceGrain Grain(Guid source) => Host.Grains.GetGrain<ISourceGrain>(new SourceKey(Tenant, source).ToString());

    public async Task<ISourceGrain> StartedAsync(string name = "one")
    {
        var grain = Grain(await ConnectAsync(name));
        await grain.Start();
        return grain;
    }

    /// <summary>Waits until the source is in a state; the clock stands still meanwhile.</summary>
    public static async Task<SourceStatus> UntilAsync(ISourceGrain grain, SourceState state) => (await UntilAsync(grain, status => status?.State == state))!;

    public static Task<SourceStatus?> UntilAsync(ISourceGrain grain, Func<SourceStatus?, bool> condition) =>
        SeenAsync(grain.Status, condition, status => $"It stayed {status?.State} ({status?.Fault}).");

    /// <summary>Moves the clock in steps until the source is in a state; hardly while it is at work, so that a sync takes little of that time on a slow machine too.</summary>
    public async Task<SourceStatus> AdvanceUntilAsync(ISourceGrain grain, Func<SourceStatus, bool> condition, TimeSpan step)
    {
        return (await SeenAsync(grain.Status, status => condition(status!), status => $"It stayed {status?.State} ({status?.Fault}).", status => Clock.Advance(IsAtWork(status!) ? step / 100 : step)))!;

        bool IsAtWork(SourceStatus status) => status.State == SourceState.Syncing || status.NextAttemptAt <= Clock.GetUtcNow();
    }

    public static WebhookMessage Delivery(string body) => new() { Headers = [], Body = Encoding.UTF8.GetBytes(body), ReceivedAt = DateTimeOffset.UnixEpoch };

    public async Task<IReadOnlyList<T>> QueryAsync<T>(string sql)
    {
        await using var connection = await Host.Services.GetRequiredService<Database>().OpenAsync(Tenant, Token);
        return [.. await connection.QueryAsync<T>(sql)];
    }

    /// <summary>The history of syncs as <c>outcome inserted</c>, once it has so many: a source shows its new state a moment before it is written.</summary>
    public Task<IReadOnlyList<string>> RunsAsync(int count) => SeenAsync(
        () => QueryAsync<string>("select outcome || ' ' || inserted from sync_run order by id"), runs => runs.Count >= count, runs => $"There were only {runs.Count} runs.");

    /// <summary>Waits until so many sessions of the database wait for a lock.</summary>
    public async Task WaitingForLocksAsync(int sessions)
    {
        await using var connection = new NpgsqlConnection(_owner);
        await SeenAsync(
            () => connection.ExecuteScalarAsync<long>("select count(*) from pg_locks where not granted and database = (select oid from pg_database where datname = current_database())"),
            waiting => waiting >= sessions,
            waiting => $"Only {waiting} waited.");
    }

    public async Task AsOwnerAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(_owner);
        await connection.ExecuteAsync(sql);
    }

    public ValueTask DisposeAsync() => Host.DisposeAsync();

    private static Task<TestSilo> HostAsync(string owner, ScriptedConnector connector, ScriptedGrants grants, FakeClock clock) => TestSilo.StartAsync(
        services => services
            .AddSingleton<IConfiguration>(new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?> { ["ConnectionStrings:cto"] = owner }).Build())
            .AddStore().AddInsights().AddWidgets().AddSources().AddSingleton<IConnectorCatalog>(connector).AddSingleton<IOAuthGrants>(grants),
        clock);

    /// <summary>Looks again and again until what is seen is as it should be.</summary>
    private static async Task<T> SeenAsync<T>(Func<Task<T>> look, Func<T, bool> holds, Func<T, string> complaint, Action<T>? between = null)
    {
        using var patience = new CancellationTokenSource(Patience.Limit);
        for (var seen = await look(); ; seen = await look())
        {
            if (holds(seen))
            {
                return seen;
            }

            Assert.False(patience.IsCancellationRequested, complaint(seen));
            between?.Invoke(seen);
            await Task.Delay(TimeSpan.FromMilliseconds(2), TimeProvider.System, Token);
        }
    }
}
