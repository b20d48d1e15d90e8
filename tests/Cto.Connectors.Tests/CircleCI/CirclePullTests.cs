using Cto.Domain.Delivery;
using Cto.Domain.Sources;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Cto.Connectors.Tests.CircleCI;

public sealed class CirclePullTests : IAsyncLifetime
{
    private readonly ServiceProvider _services = Connectors.Start();
    private StubCircle _circle = null!;

    public async ValueTask InitializeAsync() => _circle = await StubCircle.StartAsync();

    public async ValueTask DisposeAsync()
    {
        await _circle.DisposeAsync();
        await _services.DisposeAsync();
    }

    [Fact]
    public async Task A_workflow_is_a_run_and_its_deploying_job_a_deployment()
    {
        _circle.Pipelines.Add(7);

        var facts = (await PullAsync()).Pages.Facts().ToList();

        var run = Assert.Single(facts.OfType<PipelineRun>());
        Assert.Equal(("build-and-deploy", "acme/search-api", "main", "webhook", 1), (run.Name, run.Repository, run.Branch, run.Trigger, run.Attempt));
        Assert.Equal((PipelineResult.Success, TimeSpan.FromMinutes(2)), (run.Result, run.FinishedAt - run.StartedAt));
        var deployment = Assert.Single(facts.OfType<Deployment>());
        Assert.Equal(("search-api", "production", $"{7:D40}", DeploymentResult.Success), (deployment.Service, deployment.Environment, deployment.Commit, deployment.Result));
        Assert.Equal($"circleci:deployment/{StubCircle.Id(900_007)}", deployment.Key);
    }

    [Fact]
    public async Task A_deploying_job_is_found_on_whatever_page_of_its_workflow()
    {
        _circle.JobPageSize = 2;
        _circle.Pipelines.Add(7);

        var (pages, fault) = await PullAsync();

        Assert.Null(fault);
        Assert.Equal($"circleci:deployment/{StubCircle.Id(900_007)}", Assert.Single(pages.Facts().OfType<Deployment>()).Key);
    }

    [Theory]
    [InlineData("workflows", "build-*=staging", "staging")]
    [InlineData("workflows", "release*", null)]
    [InlineData("jobs", "deploy-prod*=live", "live")]
    [InlineData("none", "", null)]
    public async Task What_counts_as_a_deployment_is_a_setting(string from, string patterns, string? environment)
    {
        _circle.Pipelines.Add(7);

        var (pages, _) = await PullAsync(source: Source.With(("deploymentsFrom", from), ("deploymentPatterns", patterns)));

        Assert.Equal(environment, pages.Facts().OfType<Deployment>().SingleOrDefault()?.Environment);
        Assert.Equal(from == "jobs", _circle.Http.Requests.Any(request => request.Target.EndsWith("/job", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Rerunning_counts_up_and_a_cancelled_run_deploys_nothing()
    {
        _circle.Pipelines.Add(7);
        _circle.Workflows[7] = ["failed", "canceled", "success"];

        var (pages, _) = await PullAsync(source: Source.With(("deploymentsFrom", "workflows"), ("deploymentPatterns", "build*")));

        Assert.Equal([(1, PipelineResult.Failure), (2, PipelineResult.Cancelled), (3, PipelineResult.Success)], pages.Facts().OfType<PipelineRun>().Select(run => (run.Attempt, run.Result!.Value)));
        Assert.Equal([DeploymentResult.Failure, DeploymentResult.Success], pages.Facts().OfType<Deployment>().Select(deployment => deployment.Result!.Value));
    }

    [Fact]
    public async Task Pages_are_followed_and_the_next_pull_asks_for_one()
    {
        _circle.PageSize = 2;
        _circle.Pipelines.AddRange([1, 2, 3, 4, 5]);
        var (first, fault) = await PullAsync();
        _circle.Http.Forget();

        var (second, _) = await PullAsync(first.Cursor());
        var idle = _circle.Http.Requests.Count;
        _circle.Pipelines.Add(6);
        var (third, _) = await PullAsync(second.Cursor());

        Assert.Null(fault);
        Assert.Equal(5, first.Facts().OfType<PipelineRun>().Count());
        Assert.Equal(3, first.Count);
        Assert.Empty(second.Facts());
        Assert.InRange(idle, 1, 2);
        Assert.Equal($"{6:D40}", Assert.Single(third.Facts().OfType<PipelineRun>()).Commit);
    }

    [Fact]
    public async Task A_pull_that_was_killed_goes_on_where_it_was_though_more_came_in_between()
    {
        _circle.PageSize = 2;
        _circle.Pipelines.AddRange([1, 2, 3, 4, 5]);
        var (whole, _) = await PullAsync();
        _circle.Pipelines.Add(6);

        var (rest, _) = await PullAsync(whole[0].Cursor);
        var (after, _) = await PullAsync(rest.Cursor());

        Assert.Equal([3, 2, 1], Numbers(rest));
        Assert.Equal([6], Numbers(after));
    }

    [Fact]
    public async Task A_token_that_is_no_longer_taken_costs_the_way_and_not_the_sync()
    {
        _circle.PageSize = 2;
        _circle.Pipelines.AddRange([1, 2, 3]);
        var (whole, _) = await PullAsync();
        _circle.Misbehave = context => context.Request.Query["page-token"] == "1" && _circle.Http.Requests.Count(request => request.Target.Contains("page-token", StringComparison.Ordinal)) == 2
            ? Results.Json(new { message = "Invalid page token." }, statusCode: 400)
            : null;

        var (rest, fault) = await PullAsync(whole[0].Cursor);

        Assert.Null(fault);
        Assert.Equal([3, 2, 1], Numbers(rest));
    }

    [Fact]
    public async Task What_had_not_ended_is_looked_at_again_until_it_has()
    {
        _circle.Pipelines.AddRange([1, 2]);
        _circle.Workflows[1] = ["on_hold"];
        var (first, _) = await PullAsync();
        var (second, _) = await PullAsync(first.Cursor());
        _circle.Workflows[1] = ["success"];

        var (third, _) = await PullAsync(second.Cursor());
        var (fourth, _) = await PullAsync(third.Cursor());

        Assert.Null(first.Facts().OfType<PipelineRun>().Single(run => run.Commit == $"{1:D40}").Result);
        Assert.Null(Assert.Single(second.Facts().OfType<PipelineRun>()).FinishedAt);
        Assert.Equal(PipelineResult.Success, Assert.Single(third.Facts().OfType<PipelineRun>()).Result);
        Assert.Empty(fourth.Facts());
    }

    [Fact]
    public async Task The_history_has_a_beginning()
    {
        _circle.Pipelines.AddRange([-8 * 24 * 60, 1]);

        Assert.Equal([1], Numbers((await PullAsync(source: Source.With(("historyDays", "10")))).Pages));
    }

    [Fact]
    public async Task Pages_that_go_in_circles_are_refused()
    {
        _circle.Misbehave = context => context.Request.Path.Value!.EndsWith("/pipeline", StringComparison.Ordinal) ? Results.Json(new { items = Array.Empty<object>(), next_page_token = "same" }) : null;

        var (_, fault) = await PullAsync();

        Assert.Equal(SourceFault.UnexpectedReply, fault!.Fault);
        Assert.Contains("no end", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_limit_that_others_use_up_is_left_to_them()
    {
        _circle.Pipelines.Add(1);
        _circle.Misbehave = context =>
        {
            context.Response.Headers.Date = Connectors.Today.ToString("R");
            context.Response.Headers["X-RateLimit-Limit"] = "1000";
            context.Response.Headers["X-RateLimit-Remaining"] = "80";
            context.Response.Headers["X-RateLimit-Reset"] = $"{Connectors.Today.AddMinutes(5).ToUnixTimeSeconds()}";
            return null;
        };

        var (_, fault) = await PullAsync();

        Assert.Equal((SourceFault.Throttled, Connectors.Today.AddMinutes(5)), (fault!.Fault, fault.RetryAt));
    }

    [Fact]
    public async Task The_check_says_as_whom_and_names_what_is_out_of_reach()
    {
        _circle.Pipelines.Add(1);
        _circle.Misbehave = context => context.Request.Path.Value!.Contains("hidden", StringComparison.Ordinal) ? Results.Json(new { message = "Project not found" }, statusCode: 404) : null;

        var check = await _services.Connector("circleci").CheckAsync(Source.With(("projects", "gh/acme/search-api, gh/acme/hidden")), TestContext.Current.CancellationToken);
        var fault = await Assert.ThrowsAsync<SourceException>(() => _services.Connector("circleci").CheckAsync(Source.With(("projects", "gh/acme/hidden")), TestContext.Current.CancellationToken));

        Assert.Equal("Connected as ada: the pipelines of gh/acme/search-api are in reach.", check.Summary);
        Assert.Contains("gh/acme/hidden cannot be read", Assert.Single(check.Warnings), StringComparison.Ordinal);
        Assert.Equal(SourceFault.NotFound, fault.Fault);
        Assert.All(_circle.Http.Requests, request => Assert.Equal("CCIPAT_stub", request.Header("Circle-Token")));
    }

    [Theory]
    [InlineData("projects", "acme/shop")]
    [InlineData("projects", "gh/acme/shop/x")]
    [InlineData("projects", "")]
    [InlineData("organization", "acme")]
    [InlineData("deploymentsFrom", "moon")]
    [InlineData("historyDays", "-1")]
    public async Task Settings_that_make_no_sense_are_named(string name, string value) =>
        Assert.Equal(SourceFault.InvalidSettings, (await PullAsync(source: Source.With((name, value)))).Fault!.Fault);

    private SourceConnection Source => new CircleSample().At(_circle.Http.Address);

    private static IEnumerable<int> Numbers(IReadOnlyList<FactPage> pages) => pages.Facts().OfType<PipelineRun>().Select(run => int.Parse(run.Commit!, null));

    private Task<(IReadOnlyList<FactPage> Pages, SourceException? Fault)> PullAsync(string? cursor = null, SourceConnection? source = null) =>
        _services.Connector("circleci").PagesAsync(source ?? Source, "pipelines", cursor);
}
