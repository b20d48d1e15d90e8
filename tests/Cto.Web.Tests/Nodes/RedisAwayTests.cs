using System.Diagnostics;
using System.Net;
using Cto.Testing;
using Cto.Web.Tests.EndToEnd;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Cto.Web.Tests.Nodes;

/// <summary>Without Redis everything works, a little less together; and the product says so.</summary>
public sealed class RedisAwayTests
{
    /// <summary>A page may wait once for a Redis that does not answer, and not again and again.</summary>
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(20);

    [Fact]
    public async Task A_node_that_starts_without_redis_waits_for_it_and_says_so()
    {
        using var redis = RedisServer.Start();
        redis.Stop();
        var said = new SaidOnce("Redis is away: this node starts when it is there.");
        var starting = Task.Run(() => StartAsync(redis, services => services.AddSingleton<ILoggerProvider>(said)), TestContext.Current.CancellationToken);
        await said.Heard.WaitAsync(Patience.Limit, TestContext.Current.CancellationToken);
        Assert.False(starting.IsCompleted);

        redis.Restart();
        await using var web = await starting;
        using var client = web.Client();
        await Waiting.UntilAsync(async () => (await HealthAsync(client)).Status == "Healthy");
        await client.FetchAsync("/api/v1/me");
    }

    [Fact]
    public async Task A_node_goes_on_while_redis_is_away_and_heals()
    {
        using var redis = RedisServer.Start();
        await using var web = await StartAsync(redis);
        using var client = web.Client();
        Assert.Equal(("Healthy", null), await HealthAsync(client));

        redis.Stop();
        await WorksAsync(web);
        var (status, says) = await HealthAsync(client);
        Assert.Equal("Degraded", status);
        Assert.StartsWith("Redis is away: each node counts limits by itself", says, StringComparison.Ordinal);
        await client.FetchAsync("/health/live");

        redis.Restart();
        await Waiting.UntilAsync(async () => (await HealthAsync(client)).Status == "Healthy");
        await client.FetchAsync("/api/v1/me");
    }

    [Fact]
    public async Task Without_a_connection_string_the_program_says_what_is_missing()
    {
        var without = new Dictionary<string, string> { ["ConnectionStrings:redis"] = "" };

        var failure = await Assert.ThrowsAsync<InvalidOperationException>(() => TestWeb.StartAsync(settings: without));

        Assert.Contains("set ConnectionStrings__redis", failure.Message, StringComparison.Ordinal);
    }

    private static Task<TestWeb> StartAsync(RedisServer redis, Action<IServiceCollection>? services = null) =>
        TestWeb.StartAsync(settings: new Dictionary<string, string> { ["ConnectionStrings:redis"] = redis.ConnectionString }, services: services);

    /// <summary>The owner comes in, looks at pages and changes something; a program asks.</summary>
    private static async Task WorksAsync(TestWeb web)
    {
        var clock = Stopwatch.StartNew();
        using var browser = await web.OwnerByLinkAsync();
        foreach (var page in new[] { "/", "/settings" })
        {
            using var answer = await browser.GetAsync(page);
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        }

        using var client = web.Client();
        await client.AskAsync(HttpMethod.Patch, "/api/v1/tenant", new { name = "Acme" });
        Assert.Equal("Acme", (await client.FetchAsync("/api/v1/me")).GetProperty("tenant").GetProperty("name").GetString());
        Assert.InRange(clock.Elapsed, TimeSpan.Zero, Soon);
    }

    /// <summary>A log in which the test waits for one line.</summary>
    private sealed class SaidOnce(string line) : ILoggerProvider, ILogger
    {
        private readonly TaskCompletionSource _heard = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Heard => _heard.Task;

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (formatter(state, exception) == line)
            {
                _heard.TrySetResult();
            }
        }

        public void Dispose() => _heard.TrySetCanceled();
    }

    private static async Task<(string? Status, string? Says)> HealthAsync(HttpClient client)
    {
        var answer = await client.FetchAsync("/health/ready");
        var redis = answer.GetProperty("checks").EnumerateArray().Single(check => check.GetProperty("name").GetString() == "redis");
        return (redis.GetProperty("status").GetString(), redis.TryGetProperty("description", out var says) ? says.GetString() : null);
    }
}
