using System.Collections.Concurrent;
using Cto.Connectors.Http;
using Cto.Domain.Sources;
using Cto.Testing;
using Microsoft.Extensions.Options;

namespace Cto.Connectors.Tests.Http;

/// <summary>Limits that a vendor only documents.</summary>
public sealed class StatedLimitTests
{
    private static readonly StatedLimit TwentyAMinute = new(20, TimeSpan.FromMinutes(1));

    private readonly FakeClock _clock = new();
    private readonly RateLimits _limits;

    public StatedLimitTests() => _limits = new(new LoneBudgets(), _clock, Options.Create(new SourceHttpOptions()));

    [Fact]
    public async Task Nine_tenths_go_at_once_and_the_next_a_window_after_the_first()
    {
        for (var i = 0; i < 18; i++)
        {
            await CallAsync(TwentyAMinute);
            _clock.Advance(TimeSpan.FromSeconds(1));
        }

        var waiting = CallAsync(TwentyAMinute);
        _clock.Advance(TimeSpan.FromSeconds(41));
        Assert.False(waiting.IsCompleted);
        _clock.Advance(TimeSpan.FromSeconds(1));

        await waiting;
    }

    [Theory]
    [InlineData(20, 60, 100)]
    [InlineData(1, 1, 20)]
    [InlineData(7, 10, 40)]
    public async Task No_window_ever_holds_more_than_our_share(int requests, int seconds, int calls)
    {
        var limit = new StatedLimit(requests, TimeSpan.FromSeconds(seconds));
        var (step, atWork) = (limit.Window / 100, 4);
        var made = new ConcurrentQueue<DateTimeOffset>();
        var all = Task.WhenAll(Enumerable.Range(0, atWork).Select(async _ =>
        {
            for (var i = 0; i < calls / 4; i++)
            {
                await CallAsync(limit);
                made.Enqueue(_clock.GetUtcNow());
            }

            Interlocked.Decrement(ref atWork);
        }));

        // The time goes on only while all wait for it, so that each call is noted within a step of its place.
        while (!all.IsCompleted)
        {
            await _clock.AdvanceUntilAsync(() => all.IsCompleted || _clock.ArmedTimers == Volatile.Read(ref atWork), TimeSpan.Zero, TestContext.Current.CancellationToken);
            _clock.Advance(step);
        }

        await all;
        Assert.Equal(calls, made.Count);
        Assert.All(made, start => Assert.InRange(made.Count(call => call >= start && call < start + limit.Window - step), 1, RateBudget.OurShare(requests)));
    }

    [Fact]
    public async Task A_long_wait_is_a_fault_that_says_until_when()
    {
        var aDay = new StatedLimit(2, TimeSpan.FromDays(1));
        await CallAsync(aDay);
        var first = _clock.GetUtcNow();
        _clock.Advance(TimeSpan.FromHours(1));

        var fault = await Assert.ThrowsAsync<SourceException>(() => CallAsync(aDay));

        Assert.Equal((SourceFault.Throttled, first.AddDays(1)), (fault.Fault, fault.RetryAt));
        Assert.Contains("1 of 2 requests in 1 d", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Several_windows_hold_together()
    {
        StatedLimit[] both = [new(2, TimeSpan.FromSeconds(1)), new(3, TimeSpan.FromHours(1))];
        await CallAsync(both);
        var second = CallAsync(both);
        await _clock.AdvanceUntilAsync(() => second.IsCompleted, TimeSpan.FromMilliseconds(100), TestContext.Current.CancellationToken);

        await Assert.ThrowsAsync<SourceException>(() => CallAsync(both));
    }

    [Fact]
    public async Task A_limit_of_one_method_does_not_hold_back_the_others()
    {
        var users = new StatedLimit(1, TimeSpan.FromHours(1)) { Bucket = "users.list" };
        await CallAsync("users.list", users);

        await CallAsync("chat.postMessage", users);

        await Assert.ThrowsAsync<SourceException>(() => CallAsync("users.list", users));
    }

    [Fact]
    public async Task What_is_used_is_shown()
    {
        await CallAsync(TwentyAMinute);
        await CallAsync(TwentyAMinute);

        Assert.Equal(new RateLimit(20, 18, _clock.GetUtcNow().AddMinutes(1)), _limits.Of(new TestDialect(TwentyAMinute)));
    }

    private Task CallAsync(params StatedLimit[] stated) => CallAsync("", stated);

    private async Task CallAsync(string bucket, params StatedLimit[] stated)
    {
        using var lease = await _limits.ClaimAsync(new TestDialect(stated), new(HttpMethod.Get, "https://api.test/" + bucket), TestContext.Current.CancellationToken);
    }
}
