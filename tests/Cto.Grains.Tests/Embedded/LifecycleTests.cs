using Cto.Testing;

namespace Cto.Grains.Tests.Embedded;

public sealed class LifecycleTests
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task First_calls_from_many_threads_meet_one_activation()
    {
        await using var host = await TestGrainHost.StartAsync();
        var calls = Enumerable.Range(0, 200).Select(_ => Task.Run(() => host.Grains.GetGrain<ILifeGrain>("slow").Hello(), Token)).ToList();
        await host.Services.GetProbe().Noted("activating slow");
        host.Services.GetProbe().Open("woken");
        Assert.Equal(Enumerable.Range(1, 200), (await Task.WhenAll(calls)).Order());
        Assert.Equal(1, host.Services.GetProbe().Count("activating slow"));
    }

    [Fact]
    public async Task A_failing_activation_fails_all_that_wait_and_the_next_call_tries_again()
    {
        await using var host = await TestGrainHost.StartAsync();
        var probe = host.Services.GetProbe();
        var grain = host.Grains.GetGrain<ILifeGrain>("fails");
        var calls = new[] { grain.Hello(), grain.Hello() };
        foreach (var call in calls)
        {
            Assert.Equal("fails does not want to live.", (await Assert.ThrowsAsync<InvalidTimeZoneException>(() => call)).Message);
        }

        Assert.Equal(probe.Count("activating fails"), probe.Count("disposed fails"));
        Assert.Equal(0, probe.Events.Count(entry => entry.StartsWith("deactivating", StringComparison.Ordinal)));
        probe.Open("healed");
        Assert.Equal(1, await grain.Hello());
        Assert.Single(host.Runtime.Catalog.All);
    }

    [Fact]
    public async Task A_grain_that_leaves_finishes_its_call_and_the_next_one_meets_a_new_activation()
    {
        await using var host = await TestGrainHost.StartAsync();
        var probe = host.Services.GetProbe();
        var grain = host.Grains.GetGrain<ILifeGrain>("a");
        Assert.Equal(1, await grain.Hello());
        var leaving = grain.LeaveAndHold("gate");
        await probe.Noted("holding a");
        var waiting = new[] { grain.Hello(), grain.Hello(), grain.Hello() };
        Assert.Equal(0, probe.Count("deactivating a: ApplicationRequested"));
        probe.Open("gate");
        await leaving;
        Assert.Equal(Enumerable.Range(1, 3), await Task.WhenAll(waiting));
        Assert.Equal(["activating a", "holding a", "deactivating a: ApplicationRequested", "disposed a", "activating a"], probe.Events);
    }

    [Fact]
    public async Task Calls_that_come_during_the_good_bye_are_not_lost_and_keep_their_order()
    {
        await using var host = await TestGrainHost.StartAsync();
        var probe = host.Services.GetProbe();
        var grain = host.Grains.GetGrain<ILifeGrain>("lingers");
        await grain.Leave();
        await probe.Noted("deactivating lingers: ApplicationRequested");
        var waiting = Enumerable.Range(0, 100).Select(_ => grain.Hello()).ToList();
        probe.Open("let go");
        Assert.Equal(Enumerable.Range(1, 100), await Task.WhenAll(waiting));
    }

    [Fact]
    public async Task A_grain_that_throws_in_its_good_bye_still_leaves()
    {
        await using var host = await TestGrainHost.StartAsync();
        var grain = host.Grains.GetGrain<ILifeGrain>("rude");
        await grain.Leave();
        Assert.Equal(1, await grain.Hello());
        Assert.Equal(1, host.Services.GetProbe().Count("disposed rude"));
    }

    [Fact]
    public async Task A_good_bye_without_end_is_cut_short()
    {
        await using var host = await TestGrainHost.StartAsync();
        var grain = host.Grains.GetGrain<ILifeGrain>("lingers");
        await grain.Leave();
        await host.Services.GetProbe().Noted("deactivating lingers: ApplicationRequested");
        host.Clock.Advance(TimeSpan.FromSeconds(15));
        var waiting = grain.Hello();
        host.Clock.Advance(TimeSpan.FromSeconds(15));
        Assert.Equal(1, await waiting.WaitAsync(Patience.Limit, Token));
    }

    [Fact]
    public async Task An_idle_grain_is_collected_and_a_used_one_is_not()
    {
        await using var host = await TestGrainHost.StartAsync();
        var probe = host.Services.GetProbe();
        await host.Grains.GetGrain<ILifeGrain>("idle").Hello();
        await host.Grains.GetGrain<ILifeGrain>("used").Hello();
        for (var minute = 0; minute < 14; minute++)
        {
            host.Clock.Advance(Minute);
            await host.Grains.GetGrain<ILifeGrain>("used").Hello();
        }

        Assert.Equal(2, host.Runtime.Catalog.All.Count());
        host.Clock.Advance(Minute);
        await probe.Noted("deactivating idle: ActivationIdle");
        await probe.Noted("disposed idle");
        Assert.Equal(16, await host.Grains.GetGrain<ILifeGrain>("used").Hello());
    }

    [Fact]
    public async Task A_busy_grain_is_not_collected()
    {
        await using var host = await TestGrainHost.StartAsync();
        var grain = host.Grains.GetGrain<ILifeGrain>("a");
        var hold = grain.Hold("gate");
        await host.Services.GetProbe().Noted("holding a");
        host.Clock.Advance(20 * Minute);
        host.Services.GetProbe().Open("gate");
        await Assert.ThrowsAsync<TimeoutException>(() => hold);
        Assert.Equal(1, await grain.Hello());
        Assert.Equal(1, host.Services.GetProbe().Count("activating a"));
    }

    [Fact]
    public async Task A_delayed_grain_stays_for_as_long_as_it_asked()
    {
        await using var host = await TestGrainHost.StartAsync();
        var probe = host.Services.GetProbe();
        await host.Grains.GetGrain<ILifeGrain>("hour").Stay(TimeSpan.FromHours(1));
        await host.Grains.GetGrain<ILifeGrain>("ever").Stay(Timeout.InfiniteTimeSpan);
        await host.Grains.GetGrain<ILifeGrain>("undone").Stay(Timeout.InfiniteTimeSpan);
        await host.Grains.GetGrain<ILifeGrain>("undone").Stay(TimeSpan.Zero);
        host.Clock.Advance(16 * Minute);
        await probe.Noted("disposed undone");
        Assert.Equal(0, probe.Count("deactivating hour: ActivationIdle"));
        host.Clock.Advance(45 * Minute);
        await probe.Noted("disposed hour");
        host.Clock.Advance(TimeSpan.FromHours(5));
        Assert.Equal(2, await host.Grains.GetGrain<ILifeGrain>("ever").Hello() + await host.Grains.GetGrain<ILifeGrain>("undone").Hello());
        Assert.Equal(1, probe.Count("activating ever"));
    }

    [Fact]
    public async Task A_class_says_how_long_its_grains_stay()
    {
        await using var host = await TestGrainHost.StartAsync();
        await host.Grains.GetGrain<IShortGrain>("a").Hello();
        await host.Grains.GetGrain<IKeptGrain>("a").Hello();
        var (shortLived, kept) = (Find("short"), Find("kept"));
        host.Clock.Advance(2 * Minute);
        await shortLived.Deactivated.WaitAsync(Patience.Limit, Token);
        host.Clock.Advance(TimeSpan.FromHours(5));
        Assert.False(kept.Deactivated.IsCompleted);

        IGrainContext Find(string type) => host.Runtime.Catalog.All.Single(activation => activation.GrainId.Type.ToString() == type);
    }

    [Fact]
    public async Task Stopping_ends_every_grain_and_refuses_new_calls()
    {
        await using var host = await TestGrainHost.StartAsync();
        var probe = host.Services.GetProbe();
        await Task.WhenAll(Enumerable.Range(0, 20).Select(i => host.Grains.GetGrain<ILifeGrain>($"{i}").Hello()));
        await host.StopAsync(Token);
        Assert.Equal(20, probe.Events.Count(entry => entry.EndsWith("ShuttingDown", StringComparison.Ordinal)));
        Assert.Equal(20, probe.Events.Count(entry => entry.StartsWith("disposed", StringComparison.Ordinal)));
        Assert.Empty(host.Runtime.Catalog.All);
        await Assert.ThrowsAsync<SiloUnavailableException>(() => host.Grains.GetGrain<ILifeGrain>("1").Hello());
    }

    [Fact]
    public async Task Stopping_lets_running_calls_end_and_fails_those_that_wait()
    {
        await using var host = await TestGrainHost.StartAsync();
        var probe = host.Services.GetProbe();
        var grain = host.Grains.GetGrain<ILifeGrain>("a");
        var running = grain.Hold("gate");
        await probe.Noted("holding a");
        var waiting = grain.Hello();
        var stop = host.Runtime.Catalog.StopAsync(Token);
        Assert.False(stop.IsCompleted);
        probe.Open("gate");
        await running;
        await Assert.ThrowsAsync<SiloUnavailableException>(() => waiting);
        Assert.Equal(0, await stop);
        Assert.Equal(1, probe.Count("deactivating a: ShuttingDown"));
    }

    [Fact]
    public async Task Stopping_does_not_wait_longer_than_it_may()
    {
        await using var host = await TestGrainHost.StartAsync();
        _ = host.Grains.GetGrain<ILifeGrain>("a").Hold("never");
        await host.Services.GetProbe().Noted("holding a");
        using var limit = new CancellationTokenSource(TimeSpan.FromMilliseconds(50));
        await host.StopAsync(limit.Token).WaitAsync(Patience.Limit, Token);
    }
}
