using Cto.Connectors.Http;
using Cto.Domain.Sources;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace Cto.Connectors.Tests.Http;

public sealed class RateLimitsTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 21, 3, 0, 0, TimeSpan.Zero);

    private readonly FakeTimeProvider _clock = new(Now);
    private readonly RateLimits _limits;

    public RateLimitsTests() => _limits = new(_clock, Options.Create(new SourceHttpOptions()));

    [Theory]
    [InlineData(501, false)]
    [InlineData(500, true)]
    [InlineData(0, true)]
    public async Task The_last_tenth_is_left_to_others(int remaining, bool refused)
    {
        await TellAsync(new(), new(5000, remaining, Now.AddMinutes(20)));

        var fault = await Record.ExceptionAsync(() => ClaimAsync(new())) as SourceException;

        Assert.Equal(refused ? Now.AddMinutes(20) : null, fault?.RetryAt);
        using var other = await ClaimAsync(new() { Key = "other" });
    }

    [Fact]
    public async Task Calls_in_flight_count_as_used()
    {
        await TellAsync(new(), new(10, 3, Now.AddMinutes(20)));

        using var first = await ClaimAsync(new());
        using var second = await ClaimAsync(new());

        await Assert.ThrowsAsync<SourceException>(() => ClaimAsync(new()));
        first.Dispose();
        using var third = await ClaimAsync(new());
    }

    [Fact]
    public async Task A_short_wait_is_waited_for()
    {
        await TellAsync(new(), new(10, 0, Now.AddSeconds(30)));

        var waiting = ClaimAsync(new());
        _clock.Advance(TimeSpan.FromSeconds(29));
        Assert.False(waiting.IsCompleted);
        _clock.Advance(TimeSpan.FromSeconds(1));

        using var lease = await waiting;
    }

    [Fact]
    public async Task A_wait_can_be_left()
    {
        await TellAsync(new(), new(10, 0, Now.AddSeconds(30)));
        using var leave = new CancellationTokenSource();
        var waiting = _limits.ClaimAsync(new TestDialect(), Request(""), leave.Token);

        await leave.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
    }

    [Fact]
    public async Task Buckets_of_one_credential_are_apart()
    {
        await TellAsync(new(), new(30, 0, Now.AddHours(1)), "search");

        await Assert.ThrowsAsync<SourceException>(() => ClaimAsync(new(), "search"));
        using var core = await ClaimAsync(new(), "core");
        Assert.Equal(30, _limits.Of(new TestDialect())!.Limit);
    }

    [Fact]
    public async Task Answers_out_of_order_do_not_give_requests_back()
    {
        using var lease = await ClaimAsync(new());
        lease.Observe(new(5000, 100, Now.AddMinutes(1)));
        lease.Observe(new(5000, 4000, Now.AddMinutes(1).AddMilliseconds(400)));

        Assert.Equal(100, _limits.Of(new TestDialect())!.Remaining);
    }

    [Fact]
    public async Task What_one_caller_was_asked_to_wait_for_the_others_wait_for()
    {
        using (var lease = await ClaimAsync(new()))
        {
            lease.Refused(new(SourceFault.Throttled, "Test asks us to wait.") { RetryAt = Now.AddMinutes(10) }, "Test", saysWhen: true);
        }

        var fault = await Assert.ThrowsAsync<SourceException>(() => ClaimAsync(new()));

        Assert.Equal((SourceFault.Throttled, Now.AddMinutes(10)), (fault.Fault, fault.RetryAt));
        _clock.Advance(TimeSpan.FromMinutes(10));
        using var later = await ClaimAsync(new());
    }

    [Fact]
    public async Task Budgets_of_credentials_that_are_gone_are_forgotten()
    {
        await TellAsync(new() { Key = "gone" }, new(5000, 100, Now.AddMinutes(1)));
        _clock.Advance(TimeSpan.FromHours(1));

        using var other = await ClaimAsync(new() { Key = "other" });

        Assert.Null(_limits.Of(new TestDialect { Key = "gone" }));
    }

    private async Task TellAsync(TestDialect dialect, RateLimit limit, string bucket = "")
    {
        using var lease = await ClaimAsync(dialect, bucket);
        lease.Observe(limit);
    }

    private Task<LimitLease> ClaimAsync(TestDialect dialect, string bucket = "") => _limits.ClaimAsync(dialect, Request(bucket), TestContext.Current.CancellationToken);

    private static HttpRequestMessage Request(string bucket) => new(HttpMethod.Get, "https://api.test/" + bucket);
}
