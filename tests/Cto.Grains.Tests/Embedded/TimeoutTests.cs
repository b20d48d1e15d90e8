using Cto.Testing;

namespace Cto.Grains.Tests.Embedded;

public sealed class TimeoutTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_call_without_an_answer_times_out_after_thirty_seconds_and_names_grain_and_method()
    {
        await using var host = await TestGrainHost.StartAsync();
        var call = host.Grains.GetGrain<ITurnGrain>("tenant/a").Run("slow", "never");
        await host.Services.GetProbe().Noted("begin slow");
        host.Clock.Advance(TimeSpan.FromSeconds(29));
        Assert.False(call.IsCompleted);
        host.Clock.Advance(Second);
        var late = await Assert.ThrowsAsync<TimeoutException>(() => call.WaitAsync(Patience.Limit, Token));
        Assert.Equal("ITurnGrain.Run of grain turn/tenant/a did not answer within 30 s: it has been running for 30 s.", late.Message);
    }

    [Fact]
    public async Task A_call_that_waited_in_vain_says_behind_what_and_is_never_run()
    {
        await using var host = await TestGrainHost.StartAsync();
        var probe = host.Services.GetProbe();
        var grain = host.Grains.GetGrain<ITurnGrain>("a");
        var first = grain.Run("first", "gate");
        await probe.Noted("begin first");
        host.Clock.Advance(10 * Second);
        var second = grain.Run("second", "gate");
        host.Clock.Advance(30 * Second);
        await Assert.ThrowsAsync<TimeoutException>(() => first);
        var late = await Assert.ThrowsAsync<TimeoutException>(() => second);
        Assert.Contains("it waited behind ITurnGrain.Run, which has been running for 40 s", late.Message, StringComparison.Ordinal);
        probe.Open("gate");
        await grain.Run("third", "gate");
        Assert.Equal(0, probe.Count("begin second"));
        Assert.Equal(1, probe.Count("end first"));
    }

    [Fact]
    public async Task A_method_may_have_a_time_of_its_own()
    {
        await using var host = await TestGrainHost.StartAsync();
        var call = host.Grains.GetGrain<ITurnGrain>("a").Brief("never");
        await host.Services.GetProbe().Noted("begin brief");
        host.Clock.Advance(5 * Second);
        Assert.Contains("within 5 s", (await Assert.ThrowsAsync<TimeoutException>(() => call)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_circle_of_calls_shows_as_the_time_out()
    {
        await using var host = await TestGrainHost.StartAsync();
        var circle = host.Grains.GetGrain<ITurnGrain>("a").Circle("b", "a");
        await host.Clock.AdvanceUntilAsync(() => circle.IsCompleted, Second, Token);
        var late = await Assert.ThrowsAsync<TimeoutException>(() => circle);
        Assert.Contains("ITurnGrain.Circle of grain turn/", late.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_grain_sees_its_token_cancelled_when_its_caller_has_given_up()
    {
        await using var host = await TestGrainHost.StartAsync();
        var probe = host.Services.GetProbe();
        var call = host.Grains.GetGrain<ITurnGrain>("a").Wait("never", CancellationToken.None);
        await probe.Noted("waiting");
        host.Clock.Advance(31 * Second);
        await Assert.ThrowsAsync<TimeoutException>(() => call);
        await probe.Noted("cancelled inside");
    }

    [Fact]
    public async Task A_grain_that_does_not_come_to_life_says_so()
    {
        await using var host = await TestGrainHost.StartAsync();
        var call = host.Grains.GetGrain<ILifeGrain>("hangs").Hello();
        await host.Services.GetProbe().Noted("activating hangs");
        host.Clock.Advance(30 * Second);
        var late = await Assert.ThrowsAsync<TimeoutException>(() => call);
        Assert.Contains("ILifeGrain.Hello of grain life/hangs", late.Message, StringComparison.Ordinal);
        Assert.Contains("still activating", late.Message, StringComparison.Ordinal);
    }
}
