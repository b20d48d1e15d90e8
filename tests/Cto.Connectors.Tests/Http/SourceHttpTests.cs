using System.Collections.Concurrent;
using Cto.Connectors.GitHub;
using Cto.Connectors.Http;
using Cto.Domain.Sources;
using Cto.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Cto.Connectors.Tests.Http;

/// <summary>Which failures are met with another try, and which are told at once.</summary>
public sealed class SourceHttpTests : IAsyncLifetime
{
    private const string Good = """{"login":"octocat"}""";

    private readonly Queue<Func<HttpContext, Task>> _answers = new();
    private StubHttp _vendor = null!;

    public async ValueTask InitializeAsync() => _vendor = await StubHttp.StartAsync(app => app.Map("/x", context => _answers.Count > 1 ? _answers.Dequeue()(context) : _answers.Peek()(context)));

    public ValueTask DisposeAsync() => _vendor.DisposeAsync();

    [Theory]
    [InlineData("application/json", "{")]
    [InlineData("application/json", "")]
    [InlineData("application/json", "null")]
    [InlineData("text/html", "<!doctype html>")]
    public async Task An_answer_that_makes_no_sense_is_asked_for_once_more(string type, string body)
    {
        Answers(Says(200, body, type), Says(200, Good));

        Assert.Equal("octocat", await LoginAsync(TestCalls.Get));
        Assert.Equal(2, _vendor.Requests.Count);
    }

    [Fact]
    public async Task And_not_a_third_time()
    {
        Answers(Says(200, "<!doctype html>", "text/html"));

        Assert.Equal(SourceFault.UnexpectedReply, (await FaultAsync(TestCalls.Get)).Fault);
        Assert.Equal(2, _vendor.Requests.Count);
    }

    [Fact]
    public async Task A_body_that_breaks_off_is_read_again()
    {
        Answers(
            async context =>
            {
                context.Response.ContentType = "application/json";
                context.Response.ContentLength = 1_000;
                await context.Response.WriteAsync("{");
                await context.Response.Body.FlushAsync();
                context.Abort();
            },
            Says(200, Good));

        Assert.Equal("octocat", await LoginAsync(TestCalls.Get));
    }

    [Theory]
    [InlineData(400)]
    [InlineData(401)]
    [InlineData(403)]
    [InlineData(404)]
    [InlineData(409)]
    [InlineData(501)]
    public async Task A_refusal_is_told_at_once(int status)
    {
        Answers(Says(status, "{}"));

        await FaultAsync(TestCalls.Get);

        Assert.Single(_vendor.Requests);
    }

    [Fact]
    public async Task Failures_in_passing_are_weathered()
    {
        Answers(Says(503, ""), Says(500, ""), context => Task.Run(context.Abort), Says(200, Good));

        Assert.Equal("octocat", await LoginAsync(TestCalls.Query));
        Assert.Equal(4, _vendor.Requests.Count);
    }

    [Theory]
    [InlineData(503, "")]
    [InlineData(200, "<!doctype html>")]
    [InlineData(429, "")]
    public async Task What_writes_is_never_repeated(int status, string body)
    {
        Answers(Says(status, body, wait: 1));

        await FaultAsync(TestCalls.Post, new FakeTimeProvider());

        Assert.Single(_vendor.Requests);
    }

    [Theory]
    [InlineData(429)]
    [InlineData(503)]
    public async Task A_short_wait_that_the_vendor_asks_for_is_kept_to_the_second(int status)
    {
        var clock = new FakeTimeProvider();
        var asked = new ConcurrentQueue<DateTimeOffset>();
        Answers(Noted(Says(status, "", wait: 30)), Noted(Says(200, Good)));

        var login = LoginAsync(TestCalls.Get, clock, ("LongestWait", "00:01:00"));
        await clock.AdvanceUntilAsync(() => asked.Count == 1, TimeSpan.Zero, TestContext.Current.CancellationToken);
        await clock.AdvanceUntilAsync(() => asked.Count == 2 || login.IsCompleted, TimeSpan.FromMilliseconds(20), TestContext.Current.CancellationToken);

        Assert.Equal("octocat", await login);
        Assert.Equal(2, _vendor.Requests.Count);
        Assert.InRange(asked.Last() - asked.First(), TimeSpan.FromSeconds(30), TimeSpan.FromSeconds(90));

        Func<HttpContext, Task> Noted(Func<HttpContext, Task> answer) => context =>
        {
            asked.Enqueue(clock.GetUtcNow());
            return answer(context);
        };
    }

    [Theory]
    [InlineData(429)]
    [InlineData(503)]
    public async Task A_long_wait_ends_the_call_and_says_until_when(int status)
    {
        var clock = new FakeTimeProvider();
        Answers(Says(status, "", wait: 3_600));

        var fault = await FaultAsync(TestCalls.Get, clock, ("LongestWait", "00:01:00"));

        Assert.Equal(clock.GetUtcNow().AddHours(1), fault.RetryAt);
        Assert.Single(_vendor.Requests);
    }

    [Fact]
    public async Task Each_try_takes_its_place_in_a_stated_limit()
    {
        Answers(Says(503, ""), Says(503, ""), Says(200, Good));
        await using var services = Connectors.Start();
        var http = services.GetRequiredService<SourceHttpFactory>().Open(_vendor.Address, new TestDialect(new StatedLimit(4, TimeSpan.FromHours(1))));

        await http.SendAsync(TestCalls.Get, AnswerReaders.Raw, TestContext.Current.CancellationToken);
        var fault = await Assert.ThrowsAsync<SourceException>(() => http.SendAsync(TestCalls.Get, AnswerReaders.Raw, TestContext.Current.CancellationToken));

        Assert.Equal(SourceFault.Throttled, fault.Fault);
        Assert.Equal(3, _vendor.Requests.Count);
    }

    [Fact]
    public async Task Who_leaves_while_it_waits_is_not_told_of_a_fault()
    {
        var clock = new FakeClock();
        Answers(Says(429, "", wait: 30));
        using var leave = new CancellationTokenSource();
        await using var services = Connectors.Start(clock, ("LongestWait", "00:01:00"));
        var call = services.GetRequiredService<SourceHttpFactory>().Open(_vendor.Address, new TestDialect()).SendAsync(TestCalls.Get, AnswerReaders.Raw, leave.Token);
        await clock.AdvanceUntilAsync(() => _vendor.Requests.Count == 1 && clock.ArmedTimers > 0, TimeSpan.Zero, TestContext.Current.CancellationToken);

        await leave.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
    }

    private void Answers(params Func<HttpContext, Task>[] answers)
    {
        foreach (var answer in answers)
        {
            _answers.Enqueue(answer);
        }
    }

    private static Func<HttpContext, Task> Says(int status, string body, string type = "application/json", int? wait = null) => async context =>
    {
        (context.Response.StatusCode, context.Response.ContentType) = (status, type);
        if (wait is { } seconds)
        {
            context.Response.Headers.RetryAfter = seconds.ToString(System.Globalization.CultureInfo.InvariantCulture);
        }

        await context.Response.WriteAsync(body);
    };

    private async Task<string?> LoginAsync(SourceCall call, TimeProvider? clock = null, params (string Name, string Value)[] settings)
    {
        await using var services = Connectors.Start(clock, settings);
        var http = services.GetRequiredService<SourceHttpFactory>().Open(_vendor.Address, new TestDialect());
        return (await http.SendAsync(call, AnswerReaders.Json(GitHubJson.Default.GitHubUser), TestContext.Current.CancellationToken)).Content.Login;
    }

    private async Task<SourceException> FaultAsync(SourceCall call, TimeProvider? clock = null, params (string Name, string Value)[] settings) =>
        await Assert.ThrowsAsync<SourceException>(() => LoginAsync(call, clock, settings));
}
