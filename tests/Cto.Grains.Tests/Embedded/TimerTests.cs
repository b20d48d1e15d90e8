using Cto.Testing;

namespace Cto.Grains.Tests.Embedded;

public sealed class TimerTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_timer_ticks_first_when_due_and_then_each_period()
    {
        await using var host = await TestGrainHost.StartAsync();
        var probe = host.Services.GetProbe();
        await Grain(host).Start("a", new(5 * Second, 10 * Second));
        host.Clock.Advance(4.9 * Second);
        Assert.Equal(0, probe.Count("tick a"));
        await TicksAsync(host, "a", 1, 0.1 * Second);
        await TicksAsync(host, "a", 2, 10 * Second);
        await TicksAsync(host, "a", 3, 10 * Second);
    }

    [Fact]
    public async Task Zero_is_at_once_and_an_infinite_period_is_once()
    {
        await using var host = await TestGrainHost.StartAsync();
        await Grain(host).Start("a", new(TimeSpan.Zero, Timeout.InfiniteTimeSpan));
        await host.Services.GetProbe().Noted("done a");
        await Grain(host).Start("never", new(Timeout.InfiniteTimeSpan, Second));
        host.Clock.Advance(TimeSpan.FromMinutes(5));
        await Grain(host).Stop("a");
        Assert.Equal(1, host.Services.GetProbe().Count("tick a"));
        Assert.Equal(0, host.Services.GetProbe().Count("tick never"));
    }

    [Fact]
    public async Task A_tick_waits_for_the_call_that_runs()
    {
        await using var host = await TestGrainHost.StartAsync();
        var probe = host.Services.GetProbe();
        await Grain(host).Start("a", new(Second, Second));
        var hold = Grain(host).Hold("gate");
        await probe.Noted("holding");
        host.Clock.Advance(Second);
        host.Clock.Advance(Second);
        probe.Open("gate");
        await hold;
        await probe.Noted("done a");
        Assert.Equal(["holding", "held", "tick a", "done a"], probe.Events);
    }

    [Fact]
    public async Task An_interleaving_tick_does_not_wait()
    {
        await using var host = await TestGrainHost.StartAsync();
        var probe = host.Services.GetProbe();
        await Grain(host).Start("a", new(Second, Second) { Interleave = true });
        var hold = Grain(host).Hold("gate");
        await probe.Noted("holding");
        host.Clock.Advance(Second);
        await probe.Noted("done a");
        Assert.False(hold.IsCompleted);
        probe.Open("gate");
        await hold;
    }

    [Fact]
    public async Task Calls_wait_for_a_tick_and_ticks_of_one_timer_never_overlap()
    {
        await using var host = await TestGrainHost.StartAsync();
        var probe = host.Services.GetProbe();
        await Grain(host).Start("long", new(Second, Second));
        host.Clock.Advance(Second);
        await probe.Noted("tick long");
        host.Clock.Advance(10 * Second);
        var call = Grain(host).Hold("tick");
        Assert.Equal(0, probe.Count("holding"));
        Assert.Equal(1, probe.Count("tick long"));
        probe.Open("tick");
        await call;
        await TicksAsync(host, "long", 2, Second);
    }

    [Fact]
    public async Task A_tick_that_throws_does_not_stop_the_timer()
    {
        await using var host = await TestGrainHost.StartAsync();
        await Grain(host).Start("bad", new(Second, Second));
        await TicksAsync(host, "bad", 1, Second);
        await TicksAsync(host, "bad", 2, Second);
    }

    [Fact]
    public async Task A_disposed_timer_ticks_no_more_and_cancels_the_tick_under_way()
    {
        await using var host = await TestGrainHost.StartAsync();
        var probe = host.Services.GetProbe();
        await Grain(host).Start("long", new(Second, Second) { Interleave = true });
        host.Clock.Advance(Second);
        await probe.Noted("tick long");
        await Grain(host).Stop("long");
        await probe.Noted("cancelled long");
        host.Clock.Advance(10 * Second);
        probe.Open("gate");
        await Grain(host).Hold("gate");
        Assert.Equal(1, probe.Count("tick long"));
    }

    [Fact]
    public async Task A_changed_timer_counts_anew()
    {
        await using var host = await TestGrainHost.StartAsync();
        var probe = host.Services.GetProbe();
        await Grain(host).Start("a", new(Second, Second));
        await Grain(host).Change("a", 20 * Second, 30 * Second);
        host.Clock.Advance(19 * Second);
        Assert.Equal(0, probe.Count("tick a"));
        await TicksAsync(host, "a", 1, Second);
        await TicksAsync(host, "a", 2, 30 * Second);
        await Grain(host).Change("a", Timeout.InfiniteTimeSpan, Second);
        host.Clock.Advance(TimeSpan.FromMinutes(5));
        await Grain(host).Change("a", TimeSpan.Zero, Timeout.InfiniteTimeSpan);
        await host.Clock.AdvanceUntilAsync(() => probe.Count("done a") == 3, TimeSpan.Zero, Token);
    }

    [Fact]
    public async Task A_timer_ends_with_its_activation_and_may_end_it()
    {
        await using var host = await TestGrainHost.StartAsync();
        var probe = host.Services.GetProbe();
        await Grain(host).Start("a", new(Second, Second));
        await Grain(host).Start("last", new(2.5 * Second, Second));
        await TicksAsync(host, "a", 1, Second);
        await TicksAsync(host, "a", 2, Second);
        var activation = host.Runtime.Catalog.All.Single();
        host.Clock.Advance(0.5 * Second);
        await activation.Deactivated.WaitAsync(Patience.Limit, Token);
        host.Clock.Advance(10 * Second);
        Assert.Equal(2, probe.Count("tick a"));
        Assert.Equal(1, probe.Count("done last"));
    }

    [Fact]
    public async Task A_tick_that_waits_while_its_grain_leaves_brings_no_new_one_to_life()
    {
        await using var host = await TestGrainHost.StartAsync();
        var probe = host.Services.GetProbe();
        await Grain(host).Start("a", new(Second, Second));
        var leaving = Grain(host).HoldAndLeave("gate");
        await probe.Noted("holding");
        host.Clock.Advance(Second);
        var activation = host.Runtime.Catalog.All.Single();
        Assert.Equal(1, activation.QueueLength);
        probe.Open("gate");
        await leaving;
        await activation.Deactivated.WaitAsync(Patience.Limit, Token);
        Assert.Empty(host.Runtime.Catalog.All);
        Assert.Equal(0, probe.Count("tick a"));
    }

    [Fact]
    public async Task Stopping_cancels_a_long_tick()
    {
        await using var host = await TestGrainHost.StartAsync();
        var probe = host.Services.GetProbe();
        await Grain(host).Start("long", new(Second, Second));
        host.Clock.Advance(Second);
        await probe.Noted("tick long");
        await host.StopAsync(Token).WaitAsync(Patience.Limit, Token);
        Assert.Equal(1, probe.Count("cancelled long"));
    }

    [Fact]
    public async Task Ticks_keep_a_grain_alive_only_when_they_should()
    {
        await using var host = await TestGrainHost.StartAsync();
        var (idle, kept) = (host.Grains.GetGrain<ITimerGrain>("idle"), host.Grains.GetGrain<ITimerGrain>("kept"));
        var minute = TimeSpan.FromMinutes(1);
        await idle.Start("idle", new(minute, minute));
        await kept.Start("kept", new(minute, minute) { KeepAlive = true });
        var probe = host.Services.GetProbe();
        for (var i = 1; i <= 20; i++)
        {
            await TicksAsync(host, "kept", i, minute);
        }

        Assert.InRange(probe.Count("tick idle"), 13, 16);
        Assert.Single(host.Runtime.Catalog.All);
    }

    [Fact]
    public async Task A_negative_time_is_refused()
    {
        await using var host = await TestGrainHost.StartAsync();
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => Grain(host).Start("a", new(-Second, Second)));
    }

    private static ITimerGrain Grain(TestGrainHost host) => host.Grains.GetGrain<ITimerGrain>("a");

    /// <summary>Lets that much time pass and waits until the timer has ticked that often and is armed again.</summary>
    private static async Task TicksAsync(TestGrainHost host, string name, int count, TimeSpan after)
    {
        host.Clock.Advance(after);
        await host.Clock.AdvanceUntilAsync(() => host.Services.GetProbe().Count($"tick {name}") >= count && !host.IsBusy, TimeSpan.Zero, Token);
        Assert.Equal(count, host.Services.GetProbe().Count($"tick {name}"));
    }
}
