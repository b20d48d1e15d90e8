using Cto.Testing;

namespace Cto.Grains.Tests.Embedded;

public sealed class CallTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_call_reaches_the_grain_and_its_answer_comes_back()
    {
        await using var host = await TestGrainHost.StartAsync();
        var grain = host.Grains.GetGrain<ICounterGrain>("a");
        Assert.Equal(3, await grain.Add(3));
        Assert.Equal(5, await grain.Add(2));
        Assert.Equal(5, await grain.Value());
        Assert.Equal("a", await grain.Key());
    }

    [Fact]
    public async Task Grains_of_different_keys_are_different_grains()
    {
        await using var host = await TestGrainHost.StartAsync();
        await host.Grains.GetGrain<ICounterGrain>("a").Add(1);
        Assert.Equal(0, await host.Grains.GetGrain<ICounterGrain>("b").Value());
        Assert.Equal(1, await host.Grains.GetGrain<ICounterGrain>("a").Value());
    }

    [Fact]
    public async Task An_exception_reaches_the_caller_as_it_was_thrown()
    {
        await using var host = await TestGrainHost.StartAsync();
        var thrown = await Assert.ThrowsAsync<InvalidTimeZoneException>(() => host.Grains.GetGrain<ITurnGrain>("a").Fail("of the grain"));
        Assert.Equal("of the grain", thrown.Message);
        Assert.Contains(nameof(Turns.Fail), thrown.StackTrace, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_exception_before_the_first_await_is_an_answer_too_and_the_grain_lives_on()
    {
        await using var host = await TestGrainHost.StartAsync();
        var grain = host.Grains.GetGrain<ITurnGrain>("a");
        var call = grain.FailAtOnce();
        var thrown = await Assert.ThrowsAsync<InvalidTimeZoneException>(async () => await call);
        Assert.Contains(nameof(Turns.FailAtOnce), thrown.StackTrace, StringComparison.Ordinal);
        await Assert.ThrowsAsync<InvalidTimeZoneException>(() => grain.Fail("again"));
    }

    [Fact]
    public async Task A_one_way_call_is_answered_before_it_has_run()
    {
        await using var host = await TestGrainHost.StartAsync();
        var probe = host.Services.GetProbe();
        var call = host.Grains.GetGrain<ITurnGrain>("a").Tell("one", "gate");
        Assert.True(call.IsCompletedSuccessfully);
        await probe.Noted("begin one");
        Assert.Equal(0, probe.Count("end one"));
        probe.Open("gate");
        await probe.Noted("end one");
    }

    [Fact]
    public async Task Code_of_a_grain_stays_on_its_scheduler_after_each_await()
    {
        await using var host = await TestGrainHost.StartAsync();
        var grain = host.Grains.GetGrain<ITurnGrain>("a");
        Assert.Equal("True True True True True", await grain.Context());
        SynchronizationContext.SetSynchronizationContext(new SynchronizationContext());
        Assert.Equal("True True True True True", await grain.Context());
    }

    [Fact]
    public async Task A_cancelled_token_ends_the_wait_and_the_work()
    {
        await using var host = await TestGrainHost.StartAsync();
        var probe = host.Services.GetProbe();
        using var cancellation = new CancellationTokenSource();
        var call = host.Grains.GetGrain<ITurnGrain>("a").Wait("never", cancellation.Token);
        await probe.Noted("waiting");
        await cancellation.CancelAsync();
        var cancelled = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call.WaitAsync(Patience.Limit, Token));
        Assert.Equal(cancellation.Token, cancelled.CancellationToken);
        await probe.Noted("cancelled inside");
    }

    [Fact]
    public async Task A_call_cancelled_while_it_waits_its_turn_never_runs()
    {
        await using var host = await TestGrainHost.StartAsync();
        var probe = host.Services.GetProbe();
        var grain = host.Grains.GetGrain<ITurnGrain>("a");
        using var cancellation = new CancellationTokenSource();
        var first = grain.Run("first", "gate");
        var second = grain.Wait("never", cancellation.Token);
        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => second);
        probe.Open("gate");
        await first;
        await grain.Run("last", "gate");
        Assert.Equal(0, probe.Count("waiting"));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => grain.Wait("never", cancellation.Token));
        Assert.Equal(0, probe.Count("waiting"));
    }
}
