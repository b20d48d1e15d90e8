using Cto.Connectors.Http;
using Cto.Domain.Sources;
using Cto.Testing;

namespace Cto.Connectors.Tests.Http;

public sealed class RateLimitsTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 21, 3, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(501, false)]
    [InlineData(500, true)]
    [InlineData(0, true)]
    public void The_last_tenth_is_left_to_others(int remaining, bool refused)
    {
        var limits = new RateLimits(new FakeClock(Now));
        limits.Observe("a", new(5000, remaining, Now.AddMinutes(20)));

        var fault = Record.Exception(() => limits.Claim("a", "GitHub")) as SourceException;

        Assert.Equal(refused ? Now.AddMinutes(20) : null, fault?.RetryAt);
        limits.Claim("b", "GitHub");
    }

    [Fact]
    public void A_new_window_starts_afresh()
    {
        var limits = new RateLimits(new FakeClock(Now));
        limits.Observe("a", new(5000, 0, Now));

        limits.Claim("a", "GitHub");
    }

    [Fact]
    public void Answers_out_of_order_do_not_give_requests_back()
    {
        var limits = new RateLimits(new FakeClock(Now));
        limits.Observe("a", new(5000, 100, Now.AddMinutes(1)));
        limits.Observe("a", new(5000, 4000, Now.AddMinutes(1)));

        Assert.Equal(100, limits.Of("a")!.Remaining);
    }

    [Theory]
    [InlineData("5000", "4999", "1795230000", true)]
    [InlineData("5000", "99999999999", "1795230000", true)]
    [InlineData("5000", "4999", "1795230000000", true)]
    [InlineData("0", "0", "1795230000", false)]
    [InlineData("-1", "0", "1795230000", false)]
    [InlineData("5000", "x", "1795230000", false)]
    [InlineData("5000", "1", "99999999999999999", false)]
    [InlineData("5000", "1", "", false)]
    public void Headers_that_make_no_sense_are_no_limit(string limit, string remaining, string reset, bool makesSense)
    {
        using var response = Response(limit, remaining, reset);

        Assert.Equal(makesSense, RateLimits.Read(response.Headers, Now) is not null);
    }

    [Fact]
    public void The_reset_is_told_by_our_clock_when_the_two_differ()
    {
        using var response = Response("5000", "0", $"{Now.AddHours(5).AddMinutes(10).ToUnixTimeSeconds()}");
        response.Headers.Date = Now.AddHours(5);

        Assert.Equal(Now.AddMinutes(10), RateLimits.Read(response.Headers, Now)!.ResetsAt);
    }

    private static HttpResponseMessage Response(string limit, string remaining, string reset)
    {
        var response = new HttpResponseMessage();
        response.Headers.TryAddWithoutValidation("X-RateLimit-Limit", limit);
        response.Headers.TryAddWithoutValidation("X-RateLimit-Remaining", remaining);
        response.Headers.TryAddWithoutValidation("X-RateLimit-Reset", reset);
        return response;
    }
}
