using Cto.Domain;
using Cto.Domain.Quality;
using Cto.Domain.Sources;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Cto.Connectors.Tests.SonarQube;

public sealed class SonarPullTests : IAsyncLifetime
{
    private readonly ServiceProvider _services = Connectors.Start();
    private StubSonar _sonar = null!;

    public async ValueTask InitializeAsync() => _sonar = await StubSonar.StartAsync();

    public async ValueTask DisposeAsync()
    {
        await _sonar.DisposeAsync();
        await _services.DisposeAsync();
    }

    [Fact]
    public async Task Measures_come_with_their_history_and_new_code_stays_apart()
    {
        _sonar.Projects["shop"] = [1, 2];
        _sonar.Bindings["shop"] = "acme/shop";

        var found = (await PullAsync("measures")).Pages.Facts().Cast<CodeMeasure>().ToList();

        Assert.Equal([("coverage", false, 1.5), ("coverage", false, 2.5), ("coverage", true, 2.5), ("coverage", true, 3.5)], found.Select(measure => (measure.Metric, measure.NewCode, measure.Value)));
        Assert.Equal(4, found.Select(measure => measure.Key).Distinct().Count());
        Assert.All(found, measure => Assert.Equal(("shop", "acme/shop"), (measure.Project, measure.Repository)));
        Assert.Equal(new(2026, 10, 1, 8, 30, 0, TimeSpan.Zero), found[0].At);
    }

    [Fact]
    public async Task What_was_not_measured_is_no_fact_and_not_zero()
    {
        _sonar.Projects["shop"] = [1];
        _sonar.Projects["never"] = [];

        var found = (await PullAsync("measures")).Pages.Facts().Cast<CodeMeasure>().ToList();

        Assert.DoesNotContain(found, measure => measure.Metric == "line_coverage" || measure.Project == "never");
        Assert.DoesNotContain(_sonar.Http.Requests, request => request.Target.Contains("component=never", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Several_analyses_of_a_day_are_one_measure_the_last()
    {
        _sonar.Projects["shop"] = [3, 3, 3];

        Assert.Equal(2, (await PullAsync("measures")).Pages.Facts().Count());
    }

    [Fact]
    public async Task The_gate_says_which_conditions_failed()
    {
        _sonar.Projects["shop"] = [1];
        _sonar.Projects["never"] = [];
        _sonar.Gate = "ERROR";

        var gates = (await PullAsync("quality-gates")).Pages.Facts().Cast<QualityGate>().ToDictionary(gate => gate.Project);

        Assert.Equal(QualityGateStatus.Failed, gates["shop"].Status);
        Assert.Equal(["new_coverage 61.5 < 80"], gates["shop"].Failed!);
        Assert.Equal((QualityGateStatus.None, null), (gates["never"].Status, gates["never"].AnalyzedAt));
        Assert.EndsWith("/dashboard?id=shop", gates["shop"].Url, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Issues_are_counted_by_facets_beyond_what_a_server_lists()
    {
        _sonar.Projects["shop"] = [1];

        var counts = (await PullAsync("issue-counts")).Pages.Facts().Cast<CodeIssueCount>().ToList();

        Assert.Equal(15, counts.Count);
        Assert.Equal(23_456, counts.Single(count => count is { Type: "BUG", Severity: "MAJOR" }).Count);
        Assert.Equal(0, counts.Single(count => count is { Type: "CODE_SMELL", Severity: "INFO" }).Count);
        Assert.All(_sonar.Http.Requests.Where(request => request.Target.StartsWith("/api/issues", StringComparison.Ordinal)), request => Assert.Contains("ps=1", request.Target, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("quality-gates")]
    [InlineData("measures")]
    [InlineData("issue-counts")]
    public async Task Nothing_new_costs_one_request_and_a_new_analysis_is_read_alone(string stream)
    {
        _sonar.Projects["shop"] = [1, 2];
        _sonar.Projects["web"] = [3];
        var (first, _) = await PullAsync(stream);
        _sonar.Http.Forget();

        var (second, _) = await PullAsync(stream, first.Cursor());
        var requests = _sonar.Http.Requests.Count;
        _sonar.Projects["shop"].Add(9);
        var (third, _) = await PullAsync(stream, second.Cursor());

        Assert.Empty(second.Facts());
        Assert.Equal(1, requests);
        Assert.NotEmpty(third.Facts());
        Assert.All(third.Facts(), fact => Assert.Contains("shop", fact.Key, StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_analysis_that_is_older_than_another_projects_is_not_missed()
    {
        _sonar.Projects["web"] = [9];
        var (first, _) = await PullAsync("measures");
        _sonar.Projects["shop"] = [2];

        Assert.All((await PullAsync("measures", first.Cursor())).Pages.Facts(), fact => Assert.Contains("shop", fact.Key, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_long_history_goes_page_by_page_and_on_where_it_was_killed()
    {
        _sonar.Projects["shop"] = [.. Enumerable.Range(0, 200).Select(number => 1 + (number / 7))];
        _sonar.Projects["web"] = [9];
        var (whole, _) = await PullAsync("measures");

        var (rest, _) = await PullAsync("measures", whole[0].Cursor);

        Assert.Equal(3, whole.Count);
        Assert.Equal(whole.Skip(1).ToList().Facts().Select(fact => fact.Key).Order(StringComparer.Ordinal), rest.Facts().Select(fact => fact.Key).Order(StringComparer.Ordinal));
        Assert.Equal(29 * 2, whole.Facts().Where(fact => fact.Key.Contains("/shop/", StringComparison.Ordinal)).Select(fact => fact.Key).Distinct().Count());
    }

    [Theory]
    [InlineData("quality-gates", 1)]
    [InlineData("issue-counts", 15)]
    [InlineData("measures", 0)]
    public async Task What_holds_of_a_project_that_is_gone_is_withdrawn_and_what_was_measured_stays(string stream, int withdrawn)
    {
        _sonar.Projects["shop"] = [1];
        _sonar.Projects["web"] = [1];
        var (before, _) = await PullAsync(stream);
        _sonar.Projects.Remove("web");

        var (after, _) = await PullAsync(stream, before.Cursor());

        Assert.Equal(withdrawn, after.Sum(page => page.Withdrawn.Count));
        Assert.All(after.SelectMany(page => page.Withdrawn), key => Assert.Contains(before.Facts(), fact => fact.Key == key.Key && FactKinds.Of(fact) == key.Kind));
    }

    [Fact]
    public async Task A_project_that_cannot_be_read_holds_up_no_other_and_is_tried_again()
    {
        _sonar.Projects["hidden"] = [1];
        _sonar.Projects["shop"] = [1];
        _sonar.Misbehave = context => context.Request.Query["projectKey"] == "hidden" ? Results.Json(new { errors = new[] { new { msg = "Insufficient privileges" } } }, statusCode: 403) : null;
        var (before, fault) = await PullAsync("quality-gates");
        _sonar.Misbehave = _ => null;

        var (after, _) = await PullAsync("quality-gates", before.Cursor());

        Assert.Null(fault);
        Assert.Equal("shop", Assert.IsType<QualityGate>(Assert.Single(before.Facts())).Project);
        Assert.Contains("Insufficient privileges", Assert.Single(before[^1].Warnings), StringComparison.Ordinal);
        Assert.Equal("hidden", Assert.IsType<QualityGate>(Assert.Single(after.Facts())).Project);
    }

    [Fact]
    public async Task The_repository_is_the_one_bound_linked_or_named()
    {
        _sonar.Projects["bound"] = [1];
        _sonar.Projects["linked"] = [1];
        _sonar.Projects["named"] = [1];
        _sonar.Projects["nowhere"] = [1];
        _sonar.Bindings["bound"] = "acme/bound";

        var gates = (await PullAsync("quality-gates", source: Source.With(("repositories", "named=acme/named")))).Pages.Facts().Cast<QualityGate>().ToDictionary(gate => gate.Project, gate => gate.Repository);

        Assert.Equal(("acme/bound", "acme/linked", "acme/named", null), (gates["bound"], gates["linked"], gates["named"], gates["nowhere"]));
    }

    [Fact]
    public async Task The_cloud_is_asked_for_the_organisation()
    {
        _sonar.Projects["shop"] = [1];

        await PullAsync("issue-counts", source: Source.With(("organization", "acme"), ("projects", "sho*")));

        Assert.All(_sonar.Http.Requests.Where(request => request.Target.Contains("search_projects", StringComparison.Ordinal) || request.Target.Contains("issues", StringComparison.Ordinal)),
            request => Assert.Contains("organization=acme", request.Target, StringComparison.Ordinal));
        Assert.DoesNotContain(_sonar.Http.Requests, request => request.Target.Contains("get_binding", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("token", "Bearer squ_stub")]
    [InlineData("basic", "Basic c3F1X3N0dWI6")]
    public async Task The_check_says_where_as_whom_and_for_how_long(string kind, string header)
    {
        _sonar.Projects["shop"] = [1];
        _sonar.Projects["never"] = [];
        var source = Source;

        var check = await _services.Connector("sonarqube").CheckAsync(source with { Credentials = source.Credentials! with { Kind = kind } }, TestContext.Current.CancellationToken);

        Assert.Equal("Connected to SonarQube 26.7.0.124771 as cto: 2 projects in reach: NEVER, SHOP.", check.Summary);
        Assert.Equal(new DateTimeOffset(2026, 12, 24, 12, 0, 0, TimeSpan.Zero), check.CredentialExpiresAt);
        Assert.Equal(2, check.Warnings.Count);
        Assert.All(_sonar.Http.Requests, request => Assert.Equal(header, request.Header("Authorization")));
    }

    [Fact]
    public async Task A_token_that_makes_nobody_and_a_cloud_without_organisation_are_faults()
    {
        _sonar.LoggedIn = false;

        var nobody = await Assert.ThrowsAsync<SourceException>(() => _services.Connector("sonarqube").CheckAsync(Source, TestContext.Current.CancellationToken));
        var nowhere = await Assert.ThrowsAsync<SourceException>(() => _services.Connector("sonarqube").CheckAsync(Source.With(("baseUrl", "https://sonarcloud.io")), TestContext.Current.CancellationToken));

        Assert.Equal((SourceFault.Unauthorized, SourceFault.InvalidSettings), (nobody.Fault, nowhere.Fault));
    }

    [Fact]
    public async Task A_list_that_repeats_itself_is_refused()
    {
        _sonar.Misbehave = context => context.Request.Path.Value!.EndsWith("search_projects", StringComparison.Ordinal)
            ? Results.Json(new { paging = new { total = 5000 }, components = new[] { new { key = "same", name = "same" } } })
            : null;

        Assert.Contains("no end", (await PullAsync("measures")).Fault!.Message, StringComparison.Ordinal);
    }

    private SourceConnection Source => new SonarSample().At(_sonar.Http.Address);

    private Task<(IReadOnlyList<FactPage> Pages, SourceException? Fault)> PullAsync(string stream, string? cursor = null, SourceConnection? source = null) =>
        _services.Connector("sonarqube").PagesAsync(source ?? Source, stream, cursor);
}
