using Cto.Domain.Sources;
using Cto.Testing;
using Cto.Web.Nodes;
using Cto.Web.Tests.EndToEnd;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using StackExchange.Redis;

namespace Cto.Web.Tests.Nodes;

/// <summary>Two nodes count a vendor's limits together.</summary>
public sealed class SharedBudgetsTests : IAsyncLifetime
{
    private static readonly TimeSpan Impatient = TimeSpan.Zero;
    private static readonly CountedLimit FortyADay = new("/day", 40, TimeSpan.FromDays(1));

    private readonly RedisServer _server = RedisServer.Start();
    private readonly List<ConnectionMultiplexer> _connections = [];
    private SharedBudgets _one = null!;
    private SharedBudgets _other = null!;

    public async ValueTask InitializeAsync() => (_one, _other) = (await StartAsync("company"), await StartAsync("company"));

    public async ValueTask DisposeAsync()
    {
        foreach (var connection in _connections)
        {
            await connection.DisposeAsync();
        }

        _server.Dispose();
    }

    [Fact]
    public async Task Two_nodes_together_take_what_one_may()
    {
        var places = await Task.WhenAll(Enumerable.Range(0, 100).Select(i => TakeAsync(i % 2 == 0 ? _one : _other, FortyADay)));

        Assert.Equal(40, places.Count(place => place.Wait == TimeSpan.Zero));
        Assert.All(places.Where(place => place.Wait > TimeSpan.Zero), place =>
        {
            Assert.Equal(FortyADay, place.Tightest);
            Assert.InRange(place.Wait, TimeSpan.FromHours(23), TimeSpan.FromDays(1));
            Assert.Equal(40, Assert.Single(place.Use).Calls);
        });
        Assert.Equal(TimeSpan.Zero, (await TakeAsync(_one, FortyADay, "another credential")).Wait);
        Assert.Equal(TimeSpan.Zero, (await TakeAsync(await StartAsync("another company"), FortyADay)).Wait);
    }

    [Fact]
    public async Task Places_to_come_are_given_to_both_nodes_in_the_order_in_which_they_ask()
    {
        var twoAnHour = new CountedLimit("/hour", 2, TimeSpan.FromHours(1));
        var waits = new List<double>();
        for (var i = 0; i < 6; i++)
        {
            waits.Add((await TakeAsync(i % 2 == 0 ? _one : _other, twoAnHour, patience: TimeSpan.FromDays(1))).Wait.TotalHours);
        }

        Assert.Equal([0, 0, 1, 1, 2, 2], waits.Select(wait => Math.Round(wait)));
        Assert.Equal(3, Math.Round((await TakeAsync(_one, twoAnHour)).Wait.TotalHours));
        Assert.Equal(3, Math.Round((await TakeAsync(_other, twoAnHour)).Wait.TotalHours));
    }

    [Fact]
    public async Task Several_limits_hold_together_and_a_call_that_fits_not_all_is_counted_in_none()
    {
        var threeADay = new CountedLimit("/day", 3, TimeSpan.FromDays(1));
        var oneADay = new CountedLimit("search/day", 1, TimeSpan.FromDays(1));
        await TakeAsync(_one, threeADay, oneADay);

        Assert.Equal(oneADay, (await TakeAsync(_other, threeADay, oneADay)).Tightest);
        Assert.Equal(2, Assert.Single((await TakeAsync(_one, threeADay)).Use).Calls);
        Assert.Equal([2, 1], (await TakeAsync(_one, threeADay, oneADay)).Use.Select(use => use.Calls));
        Assert.Null((await TakeAsync(_other, threeADay)).Tightest);
        Assert.Equal(threeADay, (await TakeAsync(_one, threeADay)).Tightest);
    }

    [Fact]
    public async Task A_call_leaves_the_window_when_it_ends()
    {
        var brief = new CountedLimit("/brief", 3, TimeSpan.FromMilliseconds(300));
        for (var i = 0; i < 3; i++)
        {
            await TakeAsync(i % 2 == 0 ? _one : _other, brief);
        }

        await Waiting.UntilAsync(async () => (await TakeAsync(_other, brief)) is { Tightest: null });
        var database = _connections[0].GetDatabase();
        await Waiting.UntilAsync(async () => !await database.KeyExistsAsync("company:vendor:{credential}:/brief"));
    }

    [Fact]
    public async Task What_a_vendor_told_one_node_the_other_hears_and_the_longest_wait_counts()
    {
        Assert.Null(await _other.ClosedForAsync("credential", "search"));
        await _one.CloseAsync("credential", "search", TimeSpan.FromMinutes(10));
        await _one.CloseAsync("credential", "search", TimeSpan.FromMinutes(1));

        var wait = Assert.NotNull(await _other.ClosedForAsync("credential", "search"));
        Assert.InRange(wait, TimeSpan.FromMinutes(9), TimeSpan.FromMinutes(10));
        await _other.CloseAsync("credential", "search", TimeSpan.FromMinutes(30));
        Assert.InRange(Assert.NotNull(await _one.ClosedForAsync("credential", "search")), TimeSpan.FromMinutes(29), TimeSpan.FromMinutes(30));
        Assert.Null(await _other.ClosedForAsync("credential", ""));
        Assert.Null(await _other.ClosedForAsync("another credential", "search"));
    }

    [Fact]
    public async Task A_node_is_left_to_count_by_itself_while_redis_is_away_and_together_again_afterwards()
    {
        await TakeAsync(_one, FortyADay);
        _server.Stop();

        Assert.Null(await _one.TakeAsync("credential", [FortyADay], Impatient));
        Assert.Null(await _one.ClosedForAsync("credential", ""));
        await _one.CloseAsync("credential", "", TimeSpan.FromMinutes(10));

        _server.Restart();
        await Waiting.UntilAsync(async () => await _one.TakeAsync("credential", [FortyADay], Impatient) is not null);
        await Waiting.UntilAsync(async () => await _other.TakeAsync("credential", [FortyADay], Impatient) is { Use: [{ Calls: > 1 }] });
    }

    [Fact]
    public async Task The_program_counts_with_the_other_nodes() =>
        Assert.IsType<SharedBudgets>((await SharedWeb.GetAsync()).Web.Services.GetRequiredService<ISharedBudgets>());

    private static Task<SharedPlace> TakeAsync(SharedBudgets node, params CountedLimit[] limits) => TakeAsync(node, limits, "credential", Impatient);

    private static Task<SharedPlace> TakeAsync(SharedBudgets node, CountedLimit limit, string credential = "credential", TimeSpan patience = default) =>
        TakeAsync(node, [limit], credential, patience);

    private static async Task<SharedPlace> TakeAsync(SharedBudgets node, CountedLimit[] limits, string credential, TimeSpan patience) =>
        await node.TakeAsync(credential, limits, patience) ?? throw new InvalidOperationException("Redis does not answer.");

    /// <summary>A node of the installation of this name.</summary>
    private async Task<SharedBudgets> StartAsync(string installation)
    {
        var connection = await ConnectionMultiplexer.ConnectAsync(_server.ConnectionString);
        _connections.Add(connection);
        var configuration = new ConfigurationBuilder().AddInMemoryCollection([new("Redis:Prefix", installation)]).Build();
        return new(new(connection, configuration, TimeProvider.System, NullLogger<SharedRedis>.Instance));
    }
}
