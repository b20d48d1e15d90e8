using Cto.Domain.Delivery;
using Cto.Domain.Sources;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Cto.Connectors.Tests.Jenkins;

public sealed class JenkinsPullTests : IAsyncLifetime
{
    private readonly ServiceProvider _services = Connectors.Start();
    private StubJenkins _jenkins = null!;

    public async ValueTask InitializeAsync() => _jenkins = await StubJenkins.StartAsync();

    public async ValueTask DisposeAsync()
    {
        await _jenkins.DisposeAsync();
        await _services.DisposeAsync();
    }

    [Fact]
    public async Task A_build_is_a_run_and_one_of_a_deploying_job_a_deployment_too()
    {
        _jenkins.Jobs["shop/build"] = [StubJenkins.Build(1)];
        _jenkins.Jobs["shop/deploy-production"] = [StubJenkins.Build(2, "FAILURE")];

        var facts = (await PullAsync()).Pages.Facts().ToList();

        var run = facts.OfType<PipelineRun>().Single(run => run.Name == "shop/build");
        Assert.Equal(("acme/shop", "main", $"{1:D40}", "UserId", PipelineResult.Success), (run.Repository, run.Branch, run.Commit, run.Trigger, run.Result));
        Assert.Equal(TimeSpan.FromMinutes(2), run.FinishedAt - run.StartedAt);
        Assert.EndsWith("/shop/build#1", run.Key, StringComparison.Ordinal);
        Assert.EndsWith("/job/shop/job/build/1/", run.Url, StringComparison.Ordinal);
        var deployment = Assert.Single(facts.OfType<Deployment>());
        Assert.Equal(("shop", "production", DeploymentResult.Failure), (deployment.Service, deployment.Environment, deployment.Result));
    }

    [Fact]
    public async Task Branches_of_a_project_are_one_pipeline_and_odd_names_are_found()
    {
        _jenkins.Jobs["org/shop/main"] = [StubJenkins.Build(1)];
        _jenkins.Jobs["org/shop/feature%2Fnew cart"] = [StubJenkins.Build(2, branch: "feature/new cart")];

        var runs = (await PullAsync()).Pages.Facts().OfType<PipelineRun>().ToList();

        Assert.All(runs, run => Assert.Equal("org/shop", run.Name));
        Assert.Equal(["feature/new cart", "main"], runs.Select(run => run.Branch).Order(StringComparer.Ordinal));
        Assert.Contains(_jenkins.Http.Requests, request => request.Target.Length > 0 && request.Target.StartsWith("/job/org/job/shop/job/feature", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Stages_deploy_where_the_settings_say_so()
    {
        _jenkins.Jobs["shop"] = [StubJenkins.Build(1)];
        _jenkins.Stages.AddRange([("Build", "SUCCESS"), ("Deploy staging", "SUCCESS"), ("Deploy production", "FAILED"), ("Deploy moon", "NOT_EXECUTED")]);

        var (pages, _) = await PullAsync(source: Source.With(("deploymentsFrom", "stages"), ("deploymentPatterns", "deploy stag*=staging, deploy*")));

        Assert.Equal([("staging", DeploymentResult.Success), ("production", DeploymentResult.Failure)], pages.Facts().OfType<Deployment>().Select(deployment => (deployment.Environment, deployment.Result!.Value)));
        Assert.Empty(pages[^1].Warnings);
    }

    [Fact]
    public async Task Stages_that_nobody_tells_are_a_warning_until_they_are_told()
    {
        var source = Source.With(("deploymentsFrom", "stages"));
        _jenkins.Jobs["shop"] = [StubJenkins.Build(1)];

        var (pages, fault) = await PullAsync(source: source);
        var (nothing, _) = await PullAsync(pages.Cursor(), source);
        _jenkins.Stages.Add(("Deploy production", "SUCCESS"));
        _jenkins.Jobs["shop"].Add(StubJenkins.Build(2));
        var (told, _) = await PullAsync(nothing.Cursor(), source);

        Assert.Null(fault);
        Assert.Single(pages.Facts());
        Assert.Contains("stages", Assert.Single(pages[^1].Warnings), StringComparison.Ordinal);
        Assert.Empty(nothing.Facts());
        Assert.Equal(pages[^1].Warnings, nothing[^1].Warnings);
        Assert.Single(told.Facts().OfType<Deployment>());
        Assert.Empty(told[^1].Warnings);
    }

    [Fact]
    public async Task Long_lists_are_paged_and_the_next_pull_reads_what_is_new()
    {
        _jenkins.Jobs["shop/ci"] = [.. Enumerable.Range(1, 250).Select(number => StubJenkins.Build(number))];
        _jenkins.Jobs["shop/idle"] = [StubJenkins.Build(1)];
        var (first, fault) = await PullAsync();
        _jenkins.Http.Forget();

        var (second, _) = await PullAsync(first.Cursor());
        var idle = _jenkins.Http.Requests.Count;
        _jenkins.Jobs["shop/ci"].Add(StubJenkins.Build(251));
        _jenkins.Http.Forget();
        var (third, _) = await PullAsync(second.Cursor());

        Assert.Null(fault);
        Assert.Equal(251, first.Facts().Count());
        Assert.Empty(second.Facts());
        // The controller and the folder.
        Assert.Equal(2, idle);
        Assert.EndsWith("#251", Assert.Single(third.Facts()).Key, StringComparison.Ordinal);
        Assert.Equal(3, _jenkins.Http.Requests.Count);
        Assert.Contains("%7B0%2C1%7D", _jenkins.Http.Requests[^1].Target, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task A_pull_that_was_killed_goes_on_where_it_was_though_more_came_in_between()
    {
        _jenkins.Jobs["ci"] = [.. Enumerable.Range(1, 1500).Select(number => StubJenkins.Build(number))];
        var (whole, _) = await PullAsync();
        _jenkins.Jobs["ci"].Add(StubJenkins.Build(1501));

        var (rest, _) = await PullAsync(whole[0].Cursor);
        var (after, _) = await PullAsync(rest.Cursor());

        Assert.Equal(1000, whole[0].Facts.Count);
        Assert.Equal(Enumerable.Range(1, 501).Select(number => $"#{number}").Order(StringComparer.Ordinal), rest.Facts().Select(fact => fact.Key[fact.Key.IndexOf('#')..]).Order(StringComparer.Ordinal));
        Assert.EndsWith("#1501", Assert.Single(after.Facts()).Key, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_ran_is_looked_at_again_until_it_has_ended()
    {
        _jenkins.Jobs["ci"] = [StubJenkins.Build(1, result: null), StubJenkins.Build(2)];
        var (first, _) = await PullAsync();
        _jenkins.Jobs["ci"][0] = StubJenkins.Build(1, "ABORTED");

        var (second, _) = await PullAsync(first.Cursor());
        var (third, _) = await PullAsync(second.Cursor());

        Assert.Null(first.Facts().OfType<PipelineRun>().Single(run => run.Key.EndsWith("#1", StringComparison.Ordinal)).FinishedAt);
        Assert.Equal(PipelineResult.Cancelled, Assert.IsType<PipelineRun>(Assert.Single(second.Facts())).Result);
        Assert.Empty(third.Facts());
    }

    [Fact]
    public async Task A_job_that_was_made_anew_counts_from_one_again()
    {
        _jenkins.Jobs["ci"] = [StubJenkins.Build(7)];
        var (first, _) = await PullAsync();
        _jenkins.Jobs["ci"] = [StubJenkins.Build(1), StubJenkins.Build(2)];

        Assert.Equal(2, (await PullAsync(first.Cursor())).Pages.Facts().Count());
    }

    [Fact]
    public async Task The_history_has_a_beginning_and_jobs_can_be_chosen()
    {
        _jenkins.Jobs["shop/ci"] = [StubJenkins.Build(-3 * 24 * 60), StubJenkins.Build(1)];
        _jenkins.Jobs["sandbox/ci"] = [StubJenkins.Build(1)];
        _jenkins.Jobs["shop/ci"][0] = new(1, "SUCCESS", "main", null);
        _jenkins.Jobs["shop/ci"][1] = new(2, "SUCCESS", "main", null);

        var (pages, _) = await PullAsync(source: Source.With(("jobs", "shop/*, sandbox/*"), ("exclude", "sandbox/*"), ("repositories", "shop/*=acme/elsewhere")));
        var (none, _) = await PullAsync(source: Source.With(("historyDays", "4")));

        Assert.All(pages.Facts().Cast<PipelineRun>(), run => Assert.Equal(("shop/ci", "acme/elsewhere", "c" + run.Key[^1]), (run.Name, run.Repository, run.Commit)));
        Assert.Equal(2, pages.Facts().Count());
        Assert.Empty(none.Facts());
    }

    [Fact]
    public async Task A_right_that_is_missing_is_named()
    {
        _jenkins.Misbehave = context =>
        {
            context.Response.Headers["X-Required-Permission"] = "hudson.model.Hudson.Read";
            return Results.Text("<html>Forbidden</html>", "text/html", statusCode: 403);
        };

        var (_, fault) = await PullAsync();

        Assert.Equal(SourceFault.Forbidden, fault!.Fault);
        Assert.Contains("Overall/Read", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_check_says_where_as_whom_and_what_is_in_reach()
    {
        _jenkins.Jobs["shop/ci"] = [];

        var check = await _services.Connector("jenkins").CheckAsync(Source, TestContext.Current.CancellationToken);
        var nobody = await _services.Connector("jenkins").CheckAsync(Source with { Credentials = null }, TestContext.Current.CancellationToken);
        var fault = await Assert.ThrowsAsync<SourceException>(() => _services.Connector("jenkins").CheckAsync(Source.With(("jobs", "elsewhere/*")), TestContext.Current.CancellationToken));

        Assert.Equal("Connected to Jenkins 2.479.1 as cto: 1 job in reach: shop/ci.", check.Summary);
        Assert.Contains("No job matches the patterns of deployments", Assert.Single(check.Warnings), StringComparison.Ordinal);
        Assert.StartsWith("Connected to Jenkins 2.479.1 as nobody", nobody.Summary, StringComparison.Ordinal);
        Assert.Equal(SourceFault.NotFound, fault.Fault);
        Assert.Equal("Basic Y3RvOjExc3R1Yg==", _jenkins.Http.Requests[0].Header("Authorization"));
    }

    [Fact]
    public async Task An_address_is_needed_and_guarded()
    {
        await using var closed = Connectors.Start(null, ("AllowPrivateNetworks", "false"));

        Assert.Equal(SourceFault.InvalidSettings, (await PullAsync(source: Source.With(("baseUrl", "")))).Fault!.Fault);
        Assert.Equal(SourceFault.InvalidSettings, (await closed.Connector("jenkins").PagesAsync(Source, "builds")).Fault!.Fault);
    }

    [Fact]
    public async Task A_folder_that_repeats_itself_is_refused()
    {
        _jenkins.Misbehave = _ => Results.Json(new { jobs = Enumerable.Range(0, 100).Select(number => new { fullName = $"job{number}", name = $"job{number}" }) });

        Assert.Contains("no end", (await PullAsync()).Fault!.Message, StringComparison.Ordinal);
    }

    private SourceConnection Source => new JenkinsSample().At(_jenkins.Http.Address);

    private Task<(IReadOnlyList<FactPage> Pages, SourceException? Fault)> PullAsync(string? cursor = null, SourceConnection? source = null) =>
        _services.Connector("jenkins").PagesAsync(source ?? Source, "builds", cursor);
}
