using Cto.Domain.Sources;
using Cto.Insights.Storage;
using Cto.Testing;
using Dapper;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Cto.Insights.Tests.Storage;

/// <summary>A migrated database of its own with the store's services over it.</summary>
internal sealed class TestStore : IAsyncDisposable
{
    private TestStore(string owner, ServiceProvider services)
    {
        Owner = owner;
        Services = services;
    }

    public string Owner { get; }

    public ServiceProvider Services { get; }

    public Database Database => Services.GetRequiredService<Database>();

    public static async Task<TestStore> StartAsync(PostgresCluster? cluster = null, string? owner = null)
    {
        owner ??= await (cluster ?? PostgresCluster.Shared).CreateDatabaseAsync(TestContext.Current.CancellationToken);
        var services = Over(owner);
        await services.GetRequiredService<StoreReadiness>().StartingAsync(TestContext.Current.CancellationToken);
        return new(owner, services);
    }

    public static ServiceProvider Over(string owner) => new ServiceCollection()
        .AddLogging()
        .AddSingleton<IConfiguration>(new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?> { ["ConnectionStrings:cto"] = owner }).Build())
        .AddStore()
        .AddSingleton<IConnectorCatalog, NoConnectors>()
        .AddInsights()
        .BuildServiceProvider();

    public async Task<Guid> TenantAsync()
    {
        var id = Guid.NewGuid();
        await using var connection = await Database.OpenSharedAsync(TestContext.Current.CancellationToken);
        await connection.ExecuteAsync("insert into tenant (id, name) values (@id, 'Acme')", new { id });
        return id;
    }

    /// <summary>Runs SQL as the owner of the schema, who is not the application.</summary>
    public async Task<T?> AsOwnerAsync<T>(string sql)
    {
        await using var connection = new NpgsqlConnection(Owner);
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        return await connection.ExecuteScalarAsync<T>(sql);
    }

    public ValueTask DisposeAsync() => Services.DisposeAsync();
}

/// <summary>A catalogue without connectors: every source is taken to bring every kind.</summary>
internal sealed class NoConnectors : IConnectorCatalog
{
    public IReadOnlyList<ConnectorDescriptor> All => [];

    public ISourceConnector? Find(string kind) => null;
}
