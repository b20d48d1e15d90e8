using Cto.Insights.Facts;
using Cto.Insights.Sources;
using Cto.Insights.Storage;
using Cto.Insights.Tests.Facts;
using Cto.Testing;
using Dapper;
using Microsoft.Extensions.DependencyInjection;

namespace Cto.Insights.Tests.Storage;

public sealed class OutageTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Postgres_away_is_one_typed_failure_and_the_pool_recovers_by_itself()
    {
        await using var cluster = await PostgresCluster.StartOwnAsync(Token);
        await using var store = await TestStore.StartAsync(cluster);
        var tenant = await store.TenantAsync();
        var source = await store.Services.GetRequiredService<SourceStore>().CreateAsync(new() { TenantId = tenant, Connector = "git", Name = "one" }, Token);
        var facts = store.Services.GetRequiredService<FactStore>();
        await using var held = await store.Database.OpenAsync(tenant, Token);
        await held.ExecuteAsync("select 1");

        await cluster.StopAsync();
        Assert.Equal(StoreFault.Unreachable, (await Assert.ThrowsAsync<StoreUnavailableException>(() => held.ExecuteAsync("select 1"))).Fault);
        for (var attempt = 0; attempt < 3; attempt++)
        {
            Assert.Equal(StoreFault.Unreachable, (await Assert.ThrowsAsync<StoreUnavailableException>(() => WriteAsync(facts, tenant, source))).Fault);
        }

        await cluster.RestartAsync(Token);
        Assert.Equal(1, (await WriteAsync(facts, tenant, source)).Inserted);
        Assert.Equal(1, (await WriteAsync(facts, tenant, source)).Unchanged);
    }

    [Fact]
    public async Task A_write_cut_off_in_the_middle_leaves_nothing_and_may_be_tried_again()
    {
        await using var store = await TestStore.StartAsync();
        var tenant = await store.TenantAsync();
        var source = await store.Services.GetRequiredService<SourceStore>().CreateAsync(new() { TenantId = tenant, Connector = "git", Name = "one" }, Token);
        var facts = store.Services.GetRequiredService<FactStore>();
        await using var blocker = new Npgsql.NpgsqlConnection(store.Owner);
        await blocker.OpenAsync(Token);
        await blocker.ExecuteAsync($"grant \"{store.Services.GetRequiredService<StoreConnections>().AppLogin.Username}\" to current_user");
        await using var transaction = await blocker.BeginTransactionAsync(Token);
        await blocker.ExecuteAsync("lock table commit in exclusive mode");

        // The write waits for the lock inside its transaction until an operator ends its connection.
        var writing = WriteAsync(facts, tenant, source);
        using var patience = new CancellationTokenSource(Patience.Limit);
        while (await blocker.ExecuteScalarAsync<long>("select count(pg_terminate_backend(pid)) from pg_locks where relation = 'commit'::regclass and not granted") == 0)
        {
            patience.Token.ThrowIfCancellationRequested();
        }

        Assert.Equal(StoreFault.Unreachable, (await Assert.ThrowsAsync<StoreUnavailableException>(() => writing)).Fault);
        await transaction.RollbackAsync(Token);
        Assert.Empty((await store.Services.GetRequiredService<SourceStore>().FindAsync(tenant, source, Token))!.Streams);
        Assert.Equal(1, (await WriteAsync(facts, tenant, source)).Inserted);
    }

    private static Task<FactsWritten> WriteAsync(FactStore facts, Guid tenant, Guid source) =>
        facts.WriteAsync(new(tenant, source, "commits", new() { Facts = [FactSamples.Commit], Cursor = "c1" }), Token);
}
