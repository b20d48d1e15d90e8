using Cto.Insights.Storage;
using Cto.Testing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace Cto.Insights.Tests.Storage;

public sealed class SchemaMigratorTests
{
    private static readonly SchemaScript First = new(1, "0001_first.sql", "create table first (id int)");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_script_is_applied_once()
    {
        var migrator = await MigratorAsync(First, new(2, "0002_second.sql", "create table second (id int); insert into second values (1)"));
        Assert.Equal(2, await migrator.Item1.MigrateAsync(Token));
        Assert.Equal(0, await migrator.Item1.MigrateAsync(Token));
    }

    [Fact]
    public async Task Processes_that_start_at_once_apply_each_script_once()
    {
        var owner = await PostgresCluster.Shared.CreateDatabaseAsync(Token);
        var applied = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => TestStore.Over(owner).GetRequiredService<SchemaMigrator>().MigrateAsync(Token)));
        Assert.Single(applied, count => count > 0);
    }

    [Fact]
    public async Task A_script_changed_after_it_was_applied_is_refused_with_what_to_do()
    {
        var (migrator, owner) = await MigratorAsync(First);
        await migrator.MigrateAsync(Token);
        var refusal = await Assert.ThrowsAsync<SchemaException>(() => Migrator(owner, First with { Sql = "create table first (id bigint)" }).MigrateAsync(Token));
        Assert.Contains("0001_first.sql", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("new script", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Line_ends_make_no_change()
    {
        var (migrator, owner) = await MigratorAsync(First with { Sql = "create table first\n(id int)" });
        await migrator.MigrateAsync(Token);
        Assert.Equal(0, await Migrator(owner, First with { Sql = "create table first\r\n(id int)" }).MigrateAsync(Token));
    }

    [Fact]
    public async Task A_script_that_fails_leaves_nothing_and_those_before_it_stay()
    {
        var (migrator, owner) = await MigratorAsync(First, new(2, "0002_bad.sql", "create table half (id int); create table oops (id nonsense)"));
        var failure = await Assert.ThrowsAsync<SchemaException>(() => migrator.MigrateAsync(Token));
        Assert.Contains("0002_bad.sql", failure.Message, StringComparison.Ordinal);
        Assert.Equal(1, await Migrator(owner, First, new(2, "0002_good.sql", "create table half (id int)")).MigrateAsync(Token));
    }

    [Fact]
    public async Task A_database_of_a_newer_program_is_refused()
    {
        var (migrator, owner) = await MigratorAsync(First, new(2, "0002_newer.sql", "create table newer (id int)"));
        await migrator.MigrateAsync(Token);
        Assert.Contains("newer version", (await Assert.ThrowsAsync<SchemaException>(() => Migrator(owner, First).MigrateAsync(Token))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_password_of_the_application_follows_that_of_the_owner()
    {
        await using var store = await TestStore.StartAsync();
        var changed = new NpgsqlConnectionStringBuilder(store.Owner) { Password = "another" }.ConnectionString;
        Assert.Equal(App(store.Owner).Password, App(store.Owner).Password);
        Assert.NotEqual(App(store.Owner).Password, App(changed).Password);
        Assert.DoesNotContain(new NpgsqlConnectionStringBuilder(store.Owner).Password!, App(store.Owner).ConnectionString, StringComparison.Ordinal);
    }

    private static NpgsqlConnectionStringBuilder App(string owner) =>
        StoreConnections.From(new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?> { ["ConnectionStrings:cto"] = owner }).Build()).AppLogin;

    private static async Task<(SchemaMigrator, string)> MigratorAsync(params SchemaScript[] scripts)
    {
        var owner = await PostgresCluster.Shared.CreateDatabaseAsync(Token);
        return (Migrator(owner, scripts), owner);
    }

    private static SchemaMigrator Migrator(string owner, params SchemaScript[] scripts) => new(
        TestStore.Over(owner).GetRequiredService<StoreConnections>(), scripts, NullLogger<SchemaMigrator>.Instance);
}
