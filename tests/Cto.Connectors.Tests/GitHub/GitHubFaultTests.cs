using System.Net;
using System.Net.Sockets;
using Cto.Connectors.GitHub;
using Cto.Domain.Sources;
using Cto.Testing;
using Microsoft.AspNetCore.Http;

namespace Cto.Connectors.Tests.GitHub;

/// <summary>Everything that can be wrong with an answer, as the person who connected GitHub gets to read it.</summary>
public sealed class GitHubFaultTests
{
    [Theory]
    [InlineData(401, """{"message":"Bad credentials"}""", "", SourceFault.Unauthorized, "Bad credentials")]
    [InlineData(403, """{"message":"Must have admin rights"}""", "X-OAuth-Scopes: gist|X-Accepted-OAuth-Scopes: repo", SourceFault.Forbidden, "has the scope gist and needs repo")]
    [InlineData(403, """{"message":"Resource not accessible"}""", "X-Accepted-GitHub-Permissions: pull_requests=read", SourceFault.Forbidden, "needs the permission pull_requests=read")]
    [InlineData(403, """{"message":"Resource protected by organization SAML enforcement."}""", "X-GitHub-SSO: required; url=https://github.test/orgs/acme/sso", SourceFault.Forbidden, "single sign-on")]
    [InlineData(403, "not json", "", SourceFault.Forbidden, "refuses")]
    [InlineData(404, """{"message":"Not Found"}""", "", SourceFault.NotFound, "/repos/acme/shop/pulls")]
    [InlineData(451, """{"message":"Repository access blocked"}""", "", SourceFault.NotFound, "legal")]
    [InlineData(422, """{"message":"Validation Failed"}""", "", SourceFault.UnexpectedReply, "Validation Failed")]
    [InlineData(500, "", "", SourceFault.Unavailable, "500")]
    [InlineData(503, """<html>Unicorn!</html>""", "", SourceFault.Unavailable, "503")]
    [InlineData(200, """<!doctype html><title>Sign in</title>""", "Content-Type: text/html", SourceFault.UnexpectedReply, "web page instead of JSON")]
    [InlineData(200, "hello", "Content-Type: text/plain", SourceFault.UnexpectedReply, "text/plain instead of JSON")]
    [InlineData(200, "{]", "", SourceFault.UnexpectedReply, "shape we do not know")]
    [InlineData(200, """{"message":"an object where a list should be"}""", "", SourceFault.UnexpectedReply, "shape we do not know")]
    [InlineData(200, """[{"id":1,"number":1,"title":"cut o""", "", SourceFault.UnexpectedReply, "cut off")]
    [InlineData(200, "null", "", SourceFault.UnexpectedReply, "nothing")]
    [InlineData(200, "", "", SourceFault.UnexpectedReply, "")]
    public async Task An_answer_that_helps_nobody_becomes_a_clear_fault(int status, string body, string headers, SourceFault expected, string words)
    {
        var (fault, _) = await PullAsync(async context =>
        {
            context.Response.StatusCode = status;
            context.Response.ContentType = "application/json";
            Add(context.Response, headers);
            await context.Response.WriteAsync(body);
        });

        Assert.Equal(expected, fault.Fault);
        Assert.Contains(words, fault.Message, StringComparison.Ordinal);
        Assert.NotEmpty(fault.Remedy);
        Assert.DoesNotContain("ghp_stub", fault.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(429, "too many", "Retry-After: 17", 17)]
    [InlineData(403, """{"message":"You have exceeded a secondary rate limit."}""", "Retry-After: 90", 90)]
    [InlineData(403, """{"message":"You have exceeded a secondary rate limit."}""", "", 60)]
    [InlineData(403, """{"message":"You have triggered an abuse detection mechanism."}""", "", 60)]
    [InlineData(403, """{"message":"API rate limit exceeded for user ID 1."}""", "X-RateLimit-Limit: 5000|X-RateLimit-Remaining: 0|X-RateLimit-Reset: {now+1200}", 1200)]
    [InlineData(429, "", "", 60)]
    [InlineData(429, "", "Retry-After: {date+30}", 30)]
    [InlineData(429, "", "Retry-After: 99999999", 86400)]
    public async Task A_limit_says_until_when(int status, string body, string headers, int seconds)
    {
        var before = TimeProvider.System.GetUtcNow();

        var (fault, requests) = await PullAsync(async context =>
        {
            context.Response.StatusCode = status;
            Add(context.Response, headers
                .Replace("{now+1200}", $"{before.AddSeconds(1200).ToUnixTimeSeconds()}", StringComparison.Ordinal)
                .Replace("{date+30}", before.AddSeconds(30).ToString("R"), StringComparison.Ordinal));
            await context.Response.WriteAsync(body);
        });

        Assert.Equal(SourceFault.Throttled, fault.Fault);
        Assert.InRange(fault.RetryAt!.Value, before.AddSeconds(seconds - 2), TimeProvider.System.GetUtcNow().AddSeconds(seconds + 1));
        Assert.Equal(1, requests);
    }

    [Fact]
    public async Task A_storm_of_errors_is_weathered_by_repetition()
    {
        await using var github = await StubGitHub.StartAsync("shop");
        github.List("/repos/acme/shop/pulls", StubGitHub.Pull(1, 1));
        var storm = 3;
        github.Misbehave = context =>
        {
            var broken = context.Request.Path == "/repos/acme/shop/pulls" && Interlocked.Decrement(ref storm) >= 0;
            context.Response.StatusCode = broken ? 503 : 200;
            return Task.FromResult(broken);
        };
        await using var services = Connectors.Start();

        var (pages, fault) = await services.Connector("github").PagesAsync(github.Source(), GitHubStreams.PullRequests);

        Assert.Null(fault);
        Assert.Single(pages.Facts());
        Assert.Equal(4, github.Count("/repos/acme/shop/pulls"));
    }

    [Fact]
    public async Task A_host_that_keeps_failing_is_left_alone()
    {
        await using var github = await StubGitHub.StartAsync("shop");
        github.Misbehave = context =>
        {
            context.Response.StatusCode = 500;
            return Task.FromResult(true);
        };
        await using var services = Connectors.Start();
        SourceException? last = null;
        for (var i = 0; i < 12; i++)
        {
            (_, last) = await services.Connector("github").PagesAsync(github.Source(), GitHubStreams.PullRequests);
        }

        Assert.Contains("left alone", last!.Message, StringComparison.Ordinal);
        Assert.NotNull(last.RetryAt);
        Assert.InRange(github.Http.Requests.Count, 20, 24);
    }

    [Fact]
    public async Task A_body_that_breaks_off_is_no_answer()
    {
        // By hand: a server that closes in order after half a body.
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var serving = ServeHalfAsync(listener);
        await using var github = await StubGitHub.StartAsync("shop");
        await using var services = Connectors.Start();

        var (_, fault) = await services.Connector("github").PagesAsync(github.Source(("baseUrl", $"http://{listener.LocalEndpoint}")), GitHubStreams.PullRequests);

        await serving;
        Assert.NotNull(fault);
        Assert.Equal(SourceFault.UnexpectedReply, fault.Fault);
        Assert.Contains("broke off", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_answer_that_never_comes_is_given_up()
    {
        var (fault, _) = await PullAsync(context => Task.Delay(Timeout.Infinite, context.RequestAborted), ("TryTimeout", "00:00:00.050"), ("Retries", "1"));

        Assert.Equal(SourceFault.Unavailable, fault.Fault);
        Assert.Contains("too long", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_body_that_drips_is_given_up()
    {
        var (fault, _) = await PullAsync(
            async context =>
            {
                context.Response.ContentType = "application/json";
                while (!context.RequestAborted.IsCancellationRequested)
                {
                    await context.Response.WriteAsync(" ", context.RequestAborted);
                    await context.Response.Body.FlushAsync(context.RequestAborted);
                }
            },
            ("CallTimeout", "00:00:00.200"));

        Assert.Equal(SourceFault.Unavailable, fault.Fault);
    }

    [Fact]
    public async Task A_body_without_end_is_cut()
    {
        var (fault, _) = await PullAsync(
            async context =>
            {
                context.Response.ContentType = "application/json";
                var block = new byte[65536];
                Array.Fill(block, (byte)' ');
                while (!context.RequestAborted.IsCancellationRequested)
                {
                    await context.Response.Body.WriteAsync(block, context.RequestAborted);
                }
            },
            ("MaxBodyBytes", "3145728"));

        Assert.Equal(SourceFault.UnexpectedReply, fault.Fault);
        Assert.Contains("more than 3 MB", fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("https://evil.test/repos/acme/shop/pulls?page=2", "another host")]
    [InlineData("https://token@127.0.0.1/x", "another host")]
    [InlineData("{same}", "no end")]
    [InlineData("{next}", "repeats the one before")]
    public async Task Page_links_are_distrusted(string link, string words)
    {
        var page = 1;
        var (fault, requests) = await PullAsync(async context =>
        {
            var address = $"http://{context.Request.Host}{context.Request.Path}";
            context.Response.ContentType = "application/json";
            context.Response.Headers.Link = $"<{link.Replace("{same}", $"{address}{context.Request.QueryString}", StringComparison.Ordinal).Replace("{next}", $"{address}?page={++page}", StringComparison.Ordinal)}>; rel=\"next\"";
            await context.Response.WriteAsync($"[{StubGitHub.Pull(1, 1).ToJsonString()}]");
        });

        Assert.Equal(SourceFault.UnexpectedReply, fault.Fault);
        Assert.Contains(words, fault.Message, StringComparison.Ordinal);
        Assert.InRange(requests, 1, 3);
    }

    [Fact]
    public async Task A_redirect_to_another_host_is_refused_and_the_token_stays()
    {
        await using var thief = await StubGitHub.StartAsync();
        var (fault, _) = await PullAsync(context =>
        {
            context.Response.Redirect(thief.Http.Address.ToString());
            return Task.CompletedTask;
        });

        Assert.Equal(SourceFault.UnexpectedReply, fault.Fault);
        Assert.Contains("redirects", fault.Message, StringComparison.Ordinal);
        Assert.Empty(thief.Http.Requests);
    }

    [Fact]
    public async Task A_renamed_repository_is_followed_on_its_own_host()
    {
        await using var github = await StubGitHub.StartAsync("shop");
        github.List("/repositories/1000/pulls", StubGitHub.Pull(1, 1));
        github.Misbehave = context =>
        {
            var renamed = context.Request.Path == "/repos/acme/shop/pulls";
            if (renamed)
            {
                context.Response.Redirect("/repositories/1000/pulls", permanent: true);
            }

            return Task.FromResult(renamed);
        };
        await using var services = Connectors.Start();

        var (pages, fault) = await services.Connector("github").PagesAsync(github.Source(), GitHubStreams.PullRequests);

        Assert.Null(fault);
        Assert.Single(pages.Facts());
        Assert.Equal("Bearer ghp_stub", github.Http.Requests[^1].Header("Authorization"));
    }

    [Fact]
    public async Task Nobody_listening_is_said_in_words()
    {
        string address;
        await using (var gone = await StubGitHub.StartAsync())
        {
            address = gone.Http.Address.ToString();
        }

        await using var github = await StubGitHub.StartAsync();
        await using var services = Connectors.Start(null, ("Retries", "1"));

        var (_, fault) = await services.Connector("github").PagesAsync(github.Source(("baseUrl", address)), GitHubStreams.PullRequests);

        Assert.Equal(SourceFault.Unavailable, fault?.Fault);
        Assert.Contains("no connection could be made", fault!.Message, StringComparison.Ordinal);
    }

    private static async Task<(SourceException Fault, int Requests)> PullAsync(Func<HttpContext, Task> answer, params (string Name, string Value)[] settings)
    {
        await using var github = await StubGitHub.StartAsync("shop");
        github.Misbehave = async context =>
        {
            var ours = context.Request.Path == "/repos/acme/shop/pulls";
            await (ours ? answer(context) : Task.CompletedTask);
            return ours;
        };
        await using var services = Connectors.Start(TimeProvider.System, settings);
        var (pages, fault) = await services.Connector("github").PagesAsync(github.Source(("historyDays", "36500")), GitHubStreams.PullRequests);
        Assert.NotNull(fault);
        return (fault, github.Count("/repos/acme/shop/pulls"));
    }

    private static async Task ServeHalfAsync(TcpListener listener)
    {
        for (var tries = 0; tries < 2; tries++)
        {
            using var client = await listener.AcceptTcpClientAsync(TestContext.Current.CancellationToken);
            await using var stream = client.GetStream();
            var request = new byte[8192];
            await stream.ReadAtLeastAsync(request, 1, cancellationToken: TestContext.Current.CancellationToken);
            await stream.WriteAsync("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 10000\r\n\r\n[{"u8.ToArray(), TestContext.Current.CancellationToken);
        }
    }

    private static void Add(HttpResponse response, string headers)
    {
        foreach (var header in headers.Split('|', StringSplitOptions.RemoveEmptyEntries))
        {
            response.Headers[header.Split(": ", 2)[0]] = header.Split(": ", 2)[1];
        }
    }
}
