using System.Net;
using Microsoft.Extensions.Time.Testing;

namespace Cto.Upstreams.Tests.Vendors;

public sealed class VendorPipelineTests
{
    [Fact]
    public async Task Without_a_good_credential_nothing_is_answered()
    {
        await using var company = await Demo.StartAsync();
        using var stranger = new Caller(company, "ghp_unknown");
        using var caller = new Caller(company);

        Assert.Equal(HttpStatusCode.Unauthorized, (await stranger.SendAsync("github/user")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await caller.SendAsync("github/user")).StatusCode);
        Assert.Equal(HttpStatusCode.NoContent, (await caller.SendAsync("_grants/github/ghp_acmeDemo0000000000000000000000000001", HttpMethod.Delete)).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await caller.SendAsync("github/user")).StatusCode);
    }

    [Fact]
    public async Task Pages_come_to_an_end_and_hold_everything_once()
    {
        await using var company = await Demo.StartAsync();
        using var caller = new Caller(company);
        var names = new List<string?>();
        for (var page = 1; ; page++)
        {
            var (answer, body) = await caller.GetAsync($"github/orgs/acme/repos?per_page=10&page={page}");
            names.AddRange(body.EnumerateArray().Select(repository => repository.GetProperty("name").GetString()));
            if (!answer.Headers.GetValues("Link").Single().Contains("rel=\"next\"", StringComparison.Ordinal))
            {
                break;
            }
        }

        Assert.Equal(26, names.Count);
        Assert.Equal(26, names.Distinct().Count());
    }

    [Fact]
    public async Task What_is_known_is_answered_with_304_and_not_counted()
    {
        await using var company = await Demo.StartAsync(limits: 1);
        using var caller = new Caller(company);
        var first = await caller.SendAsync("github/orgs/acme/repos");

        var second = await caller.SendAsync("github/orgs/acme/repos", etag: first.Headers.ETag!.ToString());

        Assert.Equal(HttpStatusCode.NotModified, second.StatusCode);
        Assert.Equal(["4999"], second.Headers.GetValues("X-RateLimit-Remaining"));
    }

    [Fact]
    public async Task A_limit_refuses_until_its_window_ends()
    {
        var clock = new FakeTimeProvider(Demo.Now);
        await using var company = await Demo.StartAsync(clock: clock, limits: 1);
        using var caller = new Caller(company);
        for (var i = 0; i < 5000; i++)
        {
            using var answer = await caller.SendAsync("github/user");
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        }

        Assert.Equal(HttpStatusCode.TooManyRequests, (await caller.SendAsync("github/user")).StatusCode);
        clock.Advance(TimeSpan.FromHours(1));
        Assert.Equal(HttpStatusCode.OK, (await caller.SendAsync("github/user")).StatusCode);
    }

    [Fact]
    public async Task Requests_that_the_vendor_does_not_know_are_refused()
    {
        await using var company = await Demo.StartAsync();
        using var caller = new Caller(company);

        Assert.Equal(HttpStatusCode.NotFound, (await caller.SendAsync("github/nothing")).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await caller.SendAsync("github/orgs/acme/repos?per_site=3")).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await caller.SendAsync("github/orgs/acme/repos?per_page=many")).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await caller.SendAsync("_faults", HttpMethod.Post, """{"kinds":["unheard-of"]}""")).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await caller.SendAsync("_faults", HttpMethod.Post, """{"kind":"cut"}""")).StatusCode);
    }
}
