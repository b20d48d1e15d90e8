namespace Cto.Grains.Tests.Embedded;

public sealed class TurnTests
{
    [Fact]
    public async Task Calls_run_one_after_the_other_in_the_order_of_their_sending()
    {
        await using var host = await TestGrainHost.StartAsync();
        var probe = host.Services.GetProbe();
        var grain = host.Grains.GetGrain<ITurnGrain>("a");
        var calls = Enumerable.Range(0, 5).Select(i => grain.Run($"{i}", $"gate {i}")).ToList();
        foreach (var i in Enumerable.Range(0, 5).Reverse())
        {
            probe.Open($"gate {i}");
        }

        await Task.WhenAll(calls);
        Assert.Equal(Enumerable.Range(0, 5).SelectMany(i => new[] { $"begin {i}", $"end {i}" }), probe.Events);
    }

    [Fact]
    public async Task Other_grains_do_not_wait()
    {
        await using var host = await TestGrainHost.StartAsync();
        var first = host.Grains.GetGrain<ITurnGrain>("a").Run("a", "gate");
        host.Services.GetProbe().Open("other");
        await host.Grains.GetGrain<ITurnGrain>("b").Run("b", "other");
        Assert.False(first.IsCompleted);
        host.Services.GetProbe().Open("gate");
        await first;
    }

    [Fact]
    public async Task An_interleaving_call_passes_the_others_at_their_awaits()
    {
        await using var host = await TestGrainHost.StartAsync();
        var probe = host.Services.GetProbe();
        var grain = host.Grains.GetGrain<ITurnGrain>("a");
        var first = grain.Run("first", "gate");
        var second = grain.Run("second", "gate");
        probe.Open("open");
        await grain.Interleave("between", "open");
        Assert.Equal(["begin first", "begin between", "end between"], probe.Events);
        probe.Open("gate");
        await Task.WhenAll(first, second);
    }

    [Fact]
    public async Task A_call_starts_at_the_await_of_an_interleaving_one()
    {
        await using var host = await TestGrainHost.StartAsync();
        var probe = host.Services.GetProbe();
        var grain = host.Grains.GetGrain<ITurnGrain>("a");
        var interleaving = grain.Interleave("long", "gate");
        probe.Open("open");
        await grain.Run("short", "open");
        Assert.False(interleaving.IsCompleted);
        probe.Open("gate");
        await interleaving;
    }

    [Fact]
    public async Task Readers_share_the_grain_with_readers_but_not_with_writers()
    {
        await using var host = await TestGrainHost.StartAsync();
        var probe = host.Services.GetProbe();
        var grain = host.Grains.GetGrain<ITurnGrain>("a");
        var readers = new[] { grain.Read("r1", "readers"), grain.Read("r2", "readers") };
        await probe.Noted("begin r2");
        var writer = grain.Run("w", "writer");
        var late = grain.Read("r3", "readers");
        Assert.Equal(["begin r1", "begin r2"], probe.Events);
        probe.Open("readers");
        await Task.WhenAll(readers);
        await probe.Noted("begin w");
        Assert.Equal(0, probe.Count("begin r3"));
        probe.Open("writer");
        await writer;
        await late;
        Assert.Equal(["begin w", "end w", "begin r3", "end r3"], probe.Events.TakeLast(4));
    }

    [Fact]
    public async Task A_reentrant_grain_takes_calls_at_any_await()
    {
        await using var host = await TestGrainHost.StartAsync();
        var probe = host.Services.GetProbe();
        var grain = host.Grains.GetGrain<IReentrantGrain>("a");
        var calls = new[] { grain.Run("1", "gate"), grain.Run("2", "gate"), grain.Run("3", "gate") };
        await probe.Noted("begin 3");
        Assert.Equal(["begin 1", "begin 2", "begin 3"], probe.Events);
        probe.Open("gate");
        await Task.WhenAll(calls);
    }

    [Fact]
    public async Task A_circle_of_calls_through_a_reentrant_grain_comes_round()
    {
        await using var host = await TestGrainHost.StartAsync();
        await host.Grains.GetGrain<IReentrantGrain>("a").Circle("b", "a");
    }

    [Fact]
    public async Task A_hundred_thousand_waiting_calls_are_all_run_in_order()
    {
        await using var host = await TestGrainHost.StartAsync();
        var grain = host.Grains.GetGrain<ICounterGrain>("a");
        var blocker = grain.Hold("gate");
        var calls = Enumerable.Range(0, 100_000).Select(_ => grain.Add(1)).ToList();
        host.Services.GetProbe().Open("gate");
        await blocker;
        Assert.Equal(Enumerable.Range(1, 100_000), await Task.WhenAll(calls));
    }
}
