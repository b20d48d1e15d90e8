using Cto.Connectors.Http;
using Cto.Domain.Sources;

namespace Cto.Connectors.Tests.Http;

/// <summary>The families of headers in which vendors tell their limits.</summary>
public sealed class LimitHeaderTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 21, 3, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("X-RateLimit-Limit: 5000|X-RateLimit-Remaining: 4999|X-RateLimit-Reset: 1795231200", 5000, 4999, 1200)]
    [InlineData("X-RateLimit-Limit: 5000|X-RateLimit-Remaining: 4999|X-RateLimit-Reset: 1795231200000", 5000, 4999, 1200)]
    [InlineData("X-RateLimit-Limit: 5000|X-RateLimit-Remaining: 99999999999|X-RateLimit-Reset: 1795231200", 5000, 5000, 1200)]
    [InlineData("X-RateLimit-Limit: 300|X-RateLimit-Remaining: 12|X-RateLimit-Reset: 8", 300, 12, 8)]
    [InlineData("X-RateLimit-Limit: 100|X-RateLimit-Remaining: 0|X-RateLimit-Reset: 2026-11-21T03:05:00Z", 100, 0, 300)]
    [InlineData("X-RateLimit-Limit: 1, 15000|X-RateLimit-Remaining: 0, 1523|X-RateLimit-Reset: 1, 86400", 15000, 1523, 86400)]
    [InlineData("RateLimit-Limit: 2000|RateLimit-Remaining: 1999|RateLimit-Reset: 1795230060", 2000, 1999, 60)]
    [InlineData("ratelimit-limit: 960|ratelimit-remaining: 959|ratelimit-reset: 22", 960, 959, 22)]
    [InlineData("RateLimit-Limit: 100, 100;w=60|RateLimit-Remaining: 50|RateLimit-Reset: 30", 100, 50, 30)]
    [InlineData("RateLimit: limit=100, remaining=50, reset=30", 100, 50, 30)]
    [InlineData("RateLimit: \"default\";r=50;t=30|RateLimit-Policy: \"default\";q=100;w=60", 100, 50, 30)]
    [InlineData("RateLimit: \"default\";r=50|RateLimit-Policy: \"default\";q=100;w=60", 100, 50, 60)]
    [InlineData("X-Rate-Limit-Limit: 600|X-Rate-Limit-Remaining: 599|X-Rate-Limit-Reset: 1795230060", 600, 599, 60)]
    public void Each_family_is_understood(string headers, int limit, int remaining, int seconds) =>
        Assert.Equal(new RateLimit(limit, remaining, Now.AddSeconds(seconds)), Read(headers));

    [Theory]
    [InlineData("X-RateLimit-Limit: 0|X-RateLimit-Remaining: 0|X-RateLimit-Reset: 1795231200")]
    [InlineData("X-RateLimit-Limit: -1|X-RateLimit-Remaining: 0|X-RateLimit-Reset: 1795231200")]
    [InlineData("X-RateLimit-Limit: 5000|X-RateLimit-Remaining: x|X-RateLimit-Reset: 1795231200")]
    [InlineData("X-RateLimit-Limit: 5000|X-RateLimit-Remaining: 1|X-RateLimit-Reset: 99999999999999999")]
    [InlineData("X-RateLimit-Limit: 5000|X-RateLimit-Remaining: 1|X-RateLimit-Reset: ")]
    [InlineData("X-RateLimit-Limit: 5000|X-RateLimit-Remaining: 1|X-RateLimit-Reset: soon")]
    [InlineData("X-RateLimit-Limit: 5000|X-RateLimit-Reset: 1795231200")]
    [InlineData("X-RateLimit-Limit: 99999999999|X-RateLimit-Remaining: 1|X-RateLimit-Reset: 1795231200")]
    [InlineData("RateLimit: \"default\";r=50;t=30")]
    [InlineData("RateLimit: nonsense")]
    [InlineData("")]
    public void Headers_that_make_no_sense_are_no_limit(string headers) => Assert.Null(Read(headers));

    [Fact]
    public void An_instant_is_told_by_our_clock_when_the_two_differ()
    {
        var theirs = Now.AddHours(5);

        Assert.Equal(Now.AddMinutes(10), Read($"Date: {theirs:R}|X-RateLimit-Limit: 5000|X-RateLimit-Remaining: 0|X-RateLimit-Reset: {theirs.AddMinutes(10).ToUnixTimeSeconds()}")!.ResetsAt);
        Assert.Equal(Now.AddMinutes(10), RateLimits.RetryAt(Headers($"Date: {theirs:R}|Retry-After: {theirs.AddMinutes(10):R}"), Now));
        Assert.Equal(Now.AddSeconds(8), Read($"Date: {theirs:R}|X-RateLimit-Limit: 300|X-RateLimit-Remaining: 0|X-RateLimit-Reset: 8")!.ResetsAt);
    }

    private static RateLimit? Read(string headers) => RateLimits.Read(Headers(headers), Now);

    private static System.Net.Http.Headers.HttpResponseHeaders Headers(string headers)
    {
        var response = new HttpResponseMessage();
        foreach (var header in headers.Split('|', StringSplitOptions.RemoveEmptyEntries))
        {
            var colon = header.IndexOf(": ", StringComparison.Ordinal);
            response.Headers.TryAddWithoutValidation(header[..colon], header[(colon + 2)..]);
        }

        return response.Headers;
    }
}
