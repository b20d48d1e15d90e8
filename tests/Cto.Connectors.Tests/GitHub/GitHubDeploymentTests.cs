using System.Text.Json.Nodes;
using Cto.Connectors.GitHub;
using Cto.Domain.Delivery;
using Cto.Testing;
using static Cto.Connectors.Tests.GitHub.GitHubDeploymentSample;

namespace Cto.Connectors.Tests.GitHub;

/// <summary>What is a deployment, and how it ended.</summary>
public sealed class GitHubDeploymentTests
{
    private static readonly DateTimeOffset Start = new(2026, 11, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task The_newest_status_decides_and_inactive_after_success_is_still_success()
    {
        await using var github = await StubGitHub.StartAsync("shop");
        Deployments(github, Deployed(4, 40), Deployed(3, 30), Deployed(2, 20), Deployed(1, 10));
        Statuses(github, 1, ("queued", 10), ("in_progress", 11), ("success", 12), ("inactive", 20));
        Statuses(github, 2, ("in_progress", 21), ("failure", 23));
        Statuses(github, 3, ("in_progress", 31), ("error", 32), ("in_progress", 33), ("success", 34));
        Statuses(github, 4, ("pending", 40), ("some_new_word", 41));
        await using var services = Connectors.Start();

        var (pages, fault) = await services.Connector("github").PagesAsync(github.Source(), GitHubStreams.Deployments);

        Assert.Null(fault);
        Assert.Equal(
            [
                (4, null, null, 40),
                (3, DeploymentResult.Success, 34, 31),
                (2, DeploymentResult.Failure, 23, 21),
                (1, DeploymentResult.Success, 12, 11),
            ],
            pages.Facts().Cast<Deployment>().Select(deployment => (Id(deployment), deployment.Result, Minute(deployment.FinishedAt), Minute(deployment.StartedAt)!.Value)));
        Assert.All(pages.Facts().Cast<Deployment>(), deployment => Assert.Equal(("shop", "acme/shop", "production", "main"), (deployment.Service, deployment.Repository, deployment.Environment, deployment.Ref)));
    }

    [Fact]
    public async Task A_deployment_that_was_running_is_asked_for_until_it_ends()
    {
        await using var github = await StubGitHub.StartAsync("shop");
        Deployments(github, Deployed(2, 20), Deployed(1, 10));
        Succeed(github, 1);
        Statuses(github, 2, ("in_progress", 21));
        Compare(github, 1, 2, "c2");
        await using var services = Connectors.Start();
        var source = github.Source();
        var (first, _) = await services.Connector("github").PagesAsync(source, GitHubStreams.Deployments);
        // The worst case: its end changes nothing in the list.
        Statuses(github, 2, ("in_progress", 21), ("success", 25));

        var (second, _) = await services.Connector("github").PagesAsync(source, GitHubStreams.Deployments, first.Cursor());
        github.Http.Forget();
        var (third, _) = await services.Connector("github").PagesAsync(source, GitHubStreams.Deployments, second.Cursor());

        var ended = Assert.Single(second.Facts().Cast<Deployment>(), deployment => Id(deployment) == 2);
        Assert.Equal((DeploymentResult.Success, 25), (ended.Result, Minute(ended.FinishedAt)));
        Assert.Equal(["c2"], ended.Commits!);
        Assert.Empty(third.Facts());
        Assert.Single(github.Http.Requests);
    }

    [Fact]
    public async Task A_deployment_that_never_ends_is_given_up()
    {
        await using var github = await StubGitHub.StartAsync("shop");
        Deployments(github, Deployed(1, 10));
        Statuses(github, 1, ("in_progress", 11));
        var clock = new StandingClock(Start.AddHours(1));
        await using var services = Connectors.Start(clock);
        var source = github.Source();
        var (first, _) = await services.Connector("github").PagesAsync(source, GitHubStreams.Deployments);
        clock.Now = Start.AddDays(15);
        var (second, _) = await services.Connector("github").PagesAsync(source, GitHubStreams.Deployments, first.Cursor());
        github.Http.Forget();

        await services.Connector("github").PagesAsync(source, GitHubStreams.Deployments, second.Cursor());

        // The list alone, and by its tag: nothing is waited for any more.
        Assert.NotNull(Assert.Single(github.Http.Requests, request => request.Target.Contains("/deployments", StringComparison.Ordinal)).Header("If-None-Match"));
    }

    [Fact]
    public async Task A_deployment_that_moves_down_a_page_while_a_sweep_is_resumed_is_one()
    {
        await using var github = await StubGitHub.StartAsync("shop");
        github.LongestPage = 2;
        List<JsonNode> deployments = [.. Enumerable.Range(1, 6).Reverse().Select(id => Deployed(id, id * 10, "staging"))];
        github.List("/repos/acme/shop/deployments", () => deployments);
        Succeed(github, [.. Enumerable.Range(1, 7)]);
        await using var services = Connectors.Start();
        var source = github.Source();
        var first = await services.Connector("github").PullAsync(source, GitHubStreams.Deployments, null, TestContext.Current.CancellationToken).FirstAsync(TestContext.Current.CancellationToken);

        github.Misbehave = context =>
        {
            if (context.Request.Path == "/repos/acme/shop/deployments" && context.Request.Query["page"] == "2" && deployments.Count == 6)
            {
                deployments.Insert(0, Deployed(7, 70, "staging"));
            }

            return Task.FromResult(false);
        };
        var (pages, fault) = await services.Connector("github").PagesAsync(source, GitHubStreams.Deployments, first.Cursor);

        Assert.Null(fault);
        Assert.Equal([5, 4, 3, 2, 1], pages.Facts().Cast<Deployment>().Select(Id));
    }

    [Fact]
    public async Task Workflow_runs_are_deployments_where_the_company_says_so()
    {
        await using var github = await StubGitHub.StartAsync("shop");
        github.List("/repos/acme/shop/actions/runs", Run(4, "Tests", "success"), Run(3, "Deploy", "success"), Run(2, "Deploy to stage", "failure"), Run(1, "Deploy", "cancelled"));
        await using var services = Connectors.Start();

        var (pages, _) = await services.Connector("github").PagesAsync(
            github.Source(("deploymentsFrom", "workflows"), ("deploymentPatterns", "deploy to stage=staging, deploy*")), GitHubStreams.Deployments);

        Assert.Equal(
            [("deployment/run/3", "production", DeploymentResult.Success), ("deployment/run/2", "staging", DeploymentResult.Failure)],
            pages.Facts().Cast<Deployment>().Select(deployment => (deployment.Key.Split('/', 2)[1], deployment.Environment, deployment.Result!.Value)));
    }

    [Fact]
    public async Task Releases_are_deployments_where_the_company_says_so()
    {
        await using var github = await StubGitHub.StartAsync("shop");
        github.List("/repos/acme/shop/releases", Release(4, "v2.1.0-rc.1", prerelease: true), Release(3, "docs-7"), Release(2, "v2.0.0"), Release(1, "v1.0.0"));
        github.Document("/repos/acme/shop/compare/v1.0.0...v2.0.0", new { status = "ahead", total_commits = 2, commits = new[] { new { sha = "c1" }, new { sha = Sha(2) } } });
        await using var services = Connectors.Start();

        var (pages, _) = await services.Connector("github").PagesAsync(github.Source(("deploymentsFrom", "releases"), ("deploymentPatterns", "v*")), GitHubStreams.Deployments);

        var deployments = pages.Facts().Cast<Deployment>().ToDictionary(deployment => deployment.Ref!);
        Assert.Equal(["v1.0.0", "v2.0.0"], deployments.Keys.Order());
        Assert.Equal(Sha(2), deployments["v2.0.0"].Commit);
        Assert.Equal(["c1", Sha(2)], deployments["v2.0.0"].Commits!);
    }

    private static int? Minute(DateTimeOffset? instant) => instant is null ? null : (int)(instant.Value - Start).TotalMinutes;

    private static JsonObject Release(int id, string tag, bool prerelease = false) => StubGitHub.Node(new
    {
        id, tag_name = tag, target_commitish = "main", draft = false, prerelease, created_at = StubGitHub.At(id), published_at = StubGitHub.At(id),
    });
}
