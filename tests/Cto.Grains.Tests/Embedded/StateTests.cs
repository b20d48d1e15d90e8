using Cto.Grains.Embedded;
using Cto.Insights.Storage;
using Cto.Testing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Orleans.Storage;

namespace Cto.Grains.Tests.Embedded;

public sealed class StateTests
{
    private static readonly GrainId Grain = GrainId.Create("counter", "a");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static TheoryData<bool> Stores => [true, false];

    [Theory]
    [MemberData(nameof(Stores))]
    public async Task A_record_is_written_read_and_deleted_at_its_version_only(bool inMemory)
    {
        var store = await StoreAsync(inMemory);
        Assert.Null(await store.ReadAsync(Grain, "s", Token));
        var first = await store.WriteAsync(Grain, "s", """{"number": 1}""", null, Token);
        var second = await store.WriteAsync(Grain, "s", """{"number": 2}""", first, Token);
        Assert.NotEqual(first, second);
        var read = await store.ReadAsync(Grain, "s", Token);
        Assert.Equal("""{"number": 2}""", read!.Payload);
        Assert.Equal(second, read.Etag);
        Assert.Null(await store.ReadAsync(Grain, "other", Token));
        Assert.Null(await store.ReadAsync(GrainId.Create("counter", "b"), "s", Token));

        await Conflicts(() => store.WriteAsync(Grain, "s", "{}", first, Token));
        await Conflicts(() => store.WriteAsync(Grain, "s", "{}", null, Token));
        await Conflicts(() => store.ClearAsync(Grain, "s", first, Token));
        await Conflicts(() => store.ClearAsync(Grain, "s", null, Token));
        await store.ClearAsync(Grain, "s", second, Token);
        Assert.Null(await store.ReadAsync(Grain, "s", Token));
        await Conflicts(() => store.WriteAsync(Grain, "s", "{}", second, Token));
        await store.ClearAsync(Grain, "s", null, Token);
        Assert.NotEqual(second, await store.WriteAsync(Grain, "s", "{}", null, Token));

        static Task Conflicts(Func<Task> write) => Assert.ThrowsAsync<InconsistentStateException>(write);
    }

    [Theory]
    [MemberData(nameof(Stores))]
    public async Task Of_many_writers_at_once_one_wins(bool inMemory)
    {
        var store = await StoreAsync(inMemory);
        var etag = await store.WriteAsync(Grain, "s", "{}", null, Token);
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 20).Select(i => Task.Run(async () =>
        {
            try
            {
                await store.WriteAsync(Grain, "s", $$"""{"number": {{i}}}""", etag, Token);
                return true;
            }
            catch (InconsistentStateException)
            {
                return false;
            }
        })));
        Assert.Single(outcomes, won => won);
    }

    [Fact]
    public async Task State_survives_the_process()
    {
        var database = await DatabaseAsync();
        var key = $"{Guid.NewGuid()}/a";
        await using (var host = await HostAsync(database))
        {
            await host.Grains.GetGrain<ICounterGrain>(key).Add(3);
            await host.Grains.GetGrain<ICounterGrain>(key).Save();
        }

        await using var again = await HostAsync(database);
        var grain = again.Grains.GetGrain<ICounterGrain>(key);
        Assert.Equal(3, await grain.Value());
        await grain.Add(1);
        await grain.Save();
        await grain.Forget();
        Assert.Equal(0, await grain.Value());
        await grain.Leave();
        Assert.Equal(0, await grain.Value());
    }

    [Fact]
    public async Task A_grain_that_lost_a_race_tells_its_caller_and_reads_anew()
    {
        var database = await DatabaseAsync();
        await using var host = await HostAsync(database);
        await using var rival = await HostAsync(database);
        var (mine, theirs) = (host.Grains.GetGrain<ICounterGrain>("a"), rival.Grains.GetGrain<ICounterGrain>("a"));
        await mine.Add(1);
        await theirs.Add(10);
        await theirs.Save();
        await Assert.ThrowsAsync<InconsistentStateException>(() => mine.Save());
        Assert.Equal(10, await mine.Value());
        Assert.Equal(2, host.Services.GetProbe().Count("activated a"));
        await mine.Add(5);
        await mine.Save();
    }

    [Fact]
    public async Task A_caller_of_the_grain_that_lost_keeps_its_own_activation()
    {
        var database = await DatabaseAsync();
        await using var host = await HostAsync(database);
        await using var rival = await HostAsync(database);
        await host.Grains.GetGrain<ICounterGrain>("a").Add(1);
        await rival.Grains.GetGrain<ICounterGrain>("a").Save();
        await Assert.ThrowsAsync<InconsistentStateException>(() => host.Grains.GetGrain<ICounterGrain>("outer").SaveOther("a"));
        await host.Grains.GetGrain<ICounterGrain>("outer").Value();
        Assert.Equal(1, host.Services.GetProbe().Count("activated outer"));
    }

    [Fact]
    public async Task A_tenant_does_not_see_the_state_of_another()
    {
        var database = await DatabaseAsync();
        var store = new PostgresGrainStateStore(database.GetRequiredService<NpgsqlDataSource>(), TimeProvider.System);
        var (mine, theirs) = (Guid.NewGuid(), Guid.NewGuid());
        await store.WriteAsync(GrainId.Create("widget", $"{mine}/a"), "s", "{}", null, Token);
        await store.WriteAsync(GrainId.Create("widget", $"{theirs}"), "s", "{}", null, Token);
        await using var connection = await database.GetRequiredService<Database>().OpenAsync(mine, Token);
        await using var command = connection.CreateCommand();
        command.CommandText = "select string_agg(grain_key, ' ') from grain_state";
        Assert.Equal($"{mine}/a", await command.ExecuteScalarAsync(Token));
    }

    [Fact]
    public async Task A_database_that_is_gone_fails_the_call_and_not_the_grain()
    {
        await using var cluster = await PostgresCluster.StartOwnAsync(Token);
        var database = await DatabaseAsync(cluster);
        await using var host = await HostAsync(database);
        var grain = host.Grains.GetGrain<ICounterGrain>("a");
        await grain.Add(4);
        await cluster.StopAsync();
        await Assert.ThrowsAnyAsync<NpgsqlException>(() => grain.Save());
        await Assert.ThrowsAnyAsync<NpgsqlException>(() => host.Grains.GetGrain<ICounterGrain>("b").Add(1));
        await cluster.RestartAsync(Token);
        await grain.Save();
        Assert.Equal(4, await grain.Value());
        Assert.Equal(1, await host.Grains.GetGrain<ICounterGrain>("b").Add(1));
    }

    internal static Task<TestGrainHost> HostAsync(IServiceProvider database, FakeClock? clock = null, Action<EmbeddedGrainOptions>? configure = null) => TestGrainHost.StartAsync(
        options =>
        {
            options.InMemory = false;
            configure?.Invoke(options);
        },
        services => services.AddSingleton(database.GetRequiredService<NpgsqlDataSource>()),
        clock);

    /// <summary>A migrated database, reached as the application.</summary>
    internal static async Task<IServiceProvider> DatabaseAsync(PostgresCluster? cluster = null)
    {
        var owner = await (cluster ?? PostgresCluster.Shared).CreateDatabaseAsync(Token);
        var services = new ServiceCollection().AddLogging()
            .AddSingleton<IConfiguration>(new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?> { ["ConnectionStrings:cto"] = owner }).Build())
            .AddStore().BuildServiceProvider();
        await services.GetRequiredService<StoreReadiness>().StartingAsync(Token);
        return services;
    }

    private static async Task<IGrainStateStore> StoreAsync(bool inMemory) =>
        inMemory ? new MemoryGrainStateStore() : new PostgresGrainStateStore((await DatabaseAsync()).GetRequiredService<NpgsqlDataSource>(), TimeProvider.System);
}
