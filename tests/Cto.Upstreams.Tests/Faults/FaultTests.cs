using System.Net;
using Cto.Upstreams.Faults;
using Cto.Upstreams.Tests.Vendors;

namespace Cto.Upstreams.Tests.Faults;

public sealed class FaultTests
{
    [Theory]
    [InlineData(FaultKind.Unauthorized, 401)]
    [InlineData(FaultKind.ExpiredToken, 401)]
    [InlineData(FaultKind.Forbidden, 403)]
    [InlineData(FaultKind.NotFound, 404)]
    [InlineData(FaultKind.Conflict, 409)]
    [InlineData(FaultKind.TooManyRequestsSeconds, 429)]
    [InlineData(FaultKind.TooManyRequestsDate, 429)]
    [InlineData(FaultKind.TooManyRequestsNone, 429)]
    [InlineData(FaultKind.ServerError, 500)]
    [InlineData(FaultKind.Unavailable, 503)]
    internal async Task A_status_fault_answers_in_the_vendors_shape_until_it_is_mended(FaultKind kind, int status)
    {
        await using var company = await Demo.StartAsync();
        using var caller = new Caller(company);
        company.Break(new() { Kinds = [kind] });

        var (answer, body) = await caller.GetAsync("github/user");
        company.Mend();
        var (mended, _) = await caller.GetAsync("github/user");

        Assert.Equal(status, (int)answer.StatusCode);
        Assert.True(body.TryGetProperty("documentation_url", out _));
        Assert.Equal(kind is FaultKind.TooManyRequestsSeconds or FaultKind.TooManyRequestsDate, answer.Headers.RetryAfter is not null);
        Assert.Equal(HttpStatusCode.OK, mended.StatusCode);
    }

    [Fact]
    public async Task Broken_bodies_are_broken()
    {
        await using var company = await Demo.StartAsync();
        using var caller = new Caller(company);
        async Task<HttpResponseMessage> WithAsync(FaultKind kind)
        {
            company.Mend();
            company.Break(new() { Kinds = [kind] });
            return await caller.SendAsync("github/orgs/acme/repos");
        }

        await Assert.ThrowsAsync<HttpRequestException>(() => WithAsync(FaultKind.Cut));
        await Assert.ThrowsAsync<HttpRequestException>(() => WithAsync(FaultKind.Reset));
        Assert.Equal("text/html", (await WithAsync(FaultKind.Html)).Content.Headers.ContentType!.MediaType);
        Assert.Equal("application/octet-stream", (await WithAsync(FaultKind.WrongType)).Content.Headers.ContentType!.MediaType);
        Assert.Equal(0, (await WithAsync(FaultKind.Empty)).Content.Headers.ContentLength);
        Assert.Equal(TimeSpan.FromMinutes(17), (await WithAsync(FaultKind.ClockSkew)).Headers.Date - Demo.Now);
    }

    [Fact]
    public async Task Pages_loop_and_lead_elsewhere_on_demand()
    {
        await using var company = await Demo.StartAsync();
        using var caller = new Caller(company);

        company.Break(new() { Kinds = [FaultKind.PageLoop] });
        Assert.Contains("page=2>; rel=\"next\"", await caller.LinkAsync("github/orgs/acme/repos?per_page=5&page=2"), StringComparison.Ordinal);
        company.Mend();
        company.Break(new() { Kinds = [FaultKind.ForeignLink] });
        Assert.Contains("<https://pages.elsewhere.example/github/orgs/acme/repos?per_page=5&page=2>; rel=\"next\"", await caller.LinkAsync("github/orgs/acme/repos?per_page=5"), StringComparison.Ordinal);
    }

    [Fact]
    public void Which_request_is_hit_depends_on_the_seed_the_address_and_how_often_it_was_asked_for_alone()
    {
        string Drawn(int seed, bool others)
        {
            var plan = new FaultPlan(seed);
            plan.Add(new() { Rate = 0.2 });
            var drawn = new List<FaultKind?>();
            for (var i = 0; i < 200; i++)
            {
                drawn.Add(plan.Draw("github", "/user", "", "GET")?.Kind);
                _ = others ? plan.Draw("github", "/other", "", "GET") : null;
            }

            Assert.InRange(drawn.Count(kind => kind is not null), 20, 60);
            return string.Join(' ', drawn);
        }

        Assert.Equal(Drawn(1, others: false), Drawn(1, others: true));
        Assert.NotEqual(Drawn(1, others: false), Drawn(2, others: false));
    }

    [Fact]
    public void A_rule_keeps_to_its_vendors_paths_and_once()
    {
        var plan = new FaultPlan(1);
        plan.Add(new() { Vendors = ["jira"], Path = "/rest/api/3/search", Kinds = [FaultKind.Cut], Once = true });

        Assert.Null(plan.Draw("github", "/rest/api/3/search", "", "GET"));
        Assert.Null(plan.Draw("jira", "/rest/api/3/myself", "", "GET"));
        Assert.Equal(FaultKind.Cut, plan.Draw("jira", "/rest/api/3/search/jql", "?a=1", "GET")?.Kind);
        Assert.Null(plan.Draw("jira", "/rest/api/3/search/jql", "?a=1", "GET"));
        Assert.Equal(FaultKind.Cut, plan.Draw("jira", "/rest/api/3/search/jql", "?a=2", "GET")?.Kind);
    }
}
