using Cto.Domain.Security;
using Cto.Domain.Sources;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Cto.Connectors.Tests.Snyk;

public sealed class SnykPullTests : IAsyncLifetime
{
    private readonly ServiceProvider _services = Connectors.Start();
    private StubSnyk _snyk = null!;

    public async ValueTask InitializeAsync() => _snyk = await StubSnyk.StartAsync();

    public async ValueTask DisposeAsync()
    {
        await _snyk.DisposeAsync();
        await _services.DisposeAsync();
    }

    [Fact]
    public async Task A_finding_says_what_where_and_what_helps()
    {
        _snyk.Projects[0] = StubSnyk.Checkout("development", "production");
        _snyk.Issues.Add(StubSnyk.Issue(1));

        var found = Assert.IsType<Vulnerability>(Assert.Single((await PullAsync()).Pages.Facts()));

        Assert.Equal(("acme/checkout-service", "pom.xml", "production"), (found.Repository, found.Manifest, found.Environment));
        Assert.Equal(("pkg:maven/org.apache.logging.log4j/log4j-core", "2.14.1", "2.15.0"), (found.Package, found.Version, found.FixedVersion));
        Assert.Equal(["SNYK-JAVA-ORGAPACHELOGGINGLOG4J-2314720", "CVE-2021-44228"], found.Advisories);
        Assert.Equal((Severity.Critical, 10.0, VulnerabilityState.Open, null), (found.Severity, found.Cvss, found.State, found.FixedAt));
        Assert.Equal("snyk:issue/00000000-0000-4000-8000-000000000001", found.Key);
        Assert.Null(found.Url);
    }

    [Theory]
    [InlineData("open", true, VulnerabilityState.Ignored)]
    [InlineData("resolved", false, VulnerabilityState.Fixed)]
    [InlineData("resolved", true, VulnerabilityState.Fixed)]
    public async Task What_became_of_it_is_told(string status, bool ignored, VulnerabilityState state)
    {
        _snyk.Issues.Add(StubSnyk.Issue(1, minute: 7, status, ignored));

        var found = Assert.IsType<Vulnerability>(Assert.Single((await PullAsync()).Pages.Facts()));

        Assert.Equal(state, found.State);
        Assert.Equal(status == "resolved", found.FixedAt is not null);
    }

    [Fact]
    public async Task Open_findings_count_however_old_they_are_and_fixed_ones_within_the_history()
    {
        _snyk.Issues.AddRange([StubSnyk.Issue(1), StubSnyk.Issue(2, status: "resolved")]);

        var (pages, _) = await PullAsync(source: Source.With(("historyDays", "3")));

        Assert.Equal(VulnerabilityState.Open, Assert.IsType<Vulnerability>(Assert.Single(pages.Facts())).State);
    }

    [Fact]
    public async Task Pages_are_followed_and_only_what_changed_is_asked_for_next_time()
    {
        _snyk.PageSize = 2;
        _snyk.Issues.AddRange(Enumerable.Range(1, 5).Select(number => StubSnyk.Issue(number, number)));
        var (first, fault) = await PullAsync();
        _snyk.Issues[1] = StubSnyk.Issue(2, minute: 30, status: "resolved");
        _snyk.Http.Forget();

        var (second, _) = await PullAsync(first.Cursor());

        Assert.Null(fault);
        Assert.Equal(5, first.Facts().Count());
        // The last change that was seen is seen once more, which is harmless.
        Assert.Equal(["00000000-0000-4000-8000-000000000002", "00000000-0000-4000-8000-000000000005"], second.Facts().Select(fact => fact.Key["snyk:issue/".Length..]).Order(StringComparer.Ordinal));
        Assert.Equal(3, _snyk.Http.Requests.Count);
    }

    [Fact]
    public async Task A_pull_that_was_killed_goes_on_where_it_was()
    {
        _snyk.PageSize = 2;
        _snyk.Issues.AddRange(Enumerable.Range(1, 6).Select(number => StubSnyk.Issue(number, number)));
        var (whole, _) = await PullAsync();

        var (rest, _) = await PullAsync(whole[0].Cursor);

        Assert.Equal(whole.Skip(1).ToList().Facts().Select(fact => fact.Key), rest.Facts().Select(fact => fact.Key));
        Assert.Equal(whole.Cursor(), rest.Cursor());
    }

    [Fact]
    public async Task A_changed_lifecycle_is_told_of_every_finding_though_none_changed()
    {
        _snyk.Issues.AddRange([StubSnyk.Issue(1, 1), StubSnyk.Issue(2, 2)]);
        var (before, _) = await PullAsync();
        _snyk.Projects[0] = StubSnyk.Checkout("production");

        var (after, _) = await PullAsync(before.Cursor());

        Assert.All(before.Facts().Cast<Vulnerability>(), found => Assert.Null(found.Environment));
        Assert.Equal(["production", "production"], after.Facts().Cast<Vulnerability>().Select(found => found.Environment));
    }

    [Fact]
    public async Task What_changed_while_the_sweep_ran_is_looked_at_again()
    {
        _snyk.Issues.Add(StubSnyk.Issue(1));
        _snyk.Issues[0]["attributes"]!["updated_at"] = "2026-11-10T11:59:59.000Z";
        var (before, _) = await PullAsync();
        _snyk.Http.Forget();

        await PullAsync(before.Cursor());

        Assert.Contains("updated_after=2026-11-10T11%3A55%3A00.000Z", _snyk.Http.Requests[^1].Target, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Projects_that_the_token_may_not_see_are_a_warning_until_it_may_and_then_their_issues_are_told()
    {
        _snyk.Projects.Clear();
        _snyk.Issues.AddRange([StubSnyk.Issue(1), StubSnyk.Issue(2, 30)]);

        var (pages, _) = await PullAsync();
        _snyk.Misbehave = context => context.Request.Query.ContainsKey("updated_after") ? Results.Json(new { data = Array.Empty<object>() }, contentType: "application/vnd.api+json") : null;
        var (nothing, _) = await PullAsync(pages.Cursor());
        _snyk.Projects.Add(StubSnyk.Checkout());
        var (seen, _) = await PullAsync(nothing.Cursor());

        Assert.Empty(pages.Facts());
        Assert.StartsWith("The token may not see 1 project ", Assert.Single(pages[^1].Warnings), StringComparison.Ordinal);
        Assert.Equal(pages[^1].Warnings, nothing[^1].Warnings);
        Assert.Equal(2, seen.Facts().Count());
        Assert.Empty(seen[^1].Warnings);
    }

    [Theory]
    [InlineData("https://elsewhere.test/rest/orgs/x/issues?starting_after=1", "another host")]
    [InlineData("/rest/orgs/4a18d42f-0706-4ad0-b127-24078731fbed/issues?starting_after=same", "no end")]
    public async Task A_page_link_that_leads_astray_is_refused(string next, string says)
    {
        _snyk.Misbehave = context => context.Request.Path.Value!.EndsWith("/issues", StringComparison.Ordinal)
            ? Results.Json(new { data = Array.Empty<object>(), links = new { next } }, contentType: "application/vnd.api+json")
            : null;

        var (_, fault) = await PullAsync();

        Assert.Equal(SourceFault.UnexpectedReply, fault!.Fault);
        Assert.Contains(says, fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Links_without_the_path_of_the_API_are_followed()
    {
        _snyk.Misbehave = context => context.Request.Path.Value!.EndsWith("/issues", StringComparison.Ordinal) && !context.Request.Query.ContainsKey("starting_after")
            ? Results.Json(new { data = Array.Empty<object>(), links = new { next = new { href = $"/orgs/{StubSnyk.Organization}/issues?starting_after=0" } } }, contentType: "application/vnd.api+json")
            : null;
        _snyk.Issues.Add(StubSnyk.Issue(1));

        Assert.Single((await PullAsync()).Pages.Facts());
    }

    [Fact]
    public async Task A_plan_without_the_API_is_named()
    {
        _snyk.Misbehave = _ => Results.Json(new { errors = new[] { new { status = "403", detail = "Org acme does not have the entitlement for API access." } } }, statusCode: 403);

        var (_, fault) = await PullAsync();

        Assert.Equal(SourceFault.Forbidden, fault!.Fault);
        Assert.Contains("plan", fault.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_check_says_as_whom_and_what_is_missing()
    {
        var check = await _services.Connector("snyk").CheckAsync(Source, TestContext.Current.CancellationToken);

        Assert.Equal("Connected as the service account cto: 1 organisation in reach: Acme; 1 projects in Acme.", check.Summary);
        Assert.Contains("lifecycle", Assert.Single(check.Warnings), StringComparison.Ordinal);
        Assert.Equal("token snyk_uat.stub", _snyk.Http.Requests[0].Header("Authorization"));
    }

    [Fact]
    public async Task An_organisation_that_is_not_there_is_a_fault()
    {
        var fault = await Assert.ThrowsAsync<SourceException>(() =>
            _services.Connector("snyk").CheckAsync(Source.With(("organizations", "elsewhere")), TestContext.Current.CancellationToken));

        Assert.Equal(SourceFault.NotFound, fault.Fault);
    }

    private SourceConnection Source => new SnykSample().At(_snyk.Http.Address);

    private Task<(IReadOnlyList<FactPage> Pages, SourceException? Fault)> PullAsync(string? cursor = null, SourceConnection? source = null) =>
        _services.Connector("snyk").PagesAsync(source ?? Source, "issues", cursor);
}
