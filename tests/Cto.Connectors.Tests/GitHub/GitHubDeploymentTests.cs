using System.Text.Json.Nodes;
using Cto.Connectors.GitHub;
using Cto.Domain.Delivery;
using Cto.Testing;

namespace Cto.Connectors.Tests.GitHub;

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
    public async Task Each_successful_production_deployment_gets_the_commits_since_the_one_before()
    {
        await using var github = await StubGitHub.StartAsync("shop");
        Deployments(github, Deployed(5, 50), Deployed(4, 40), Deployed(3, 30, "staging"), Deployed(2, 20), Deployed(1, 10));
        Succeed(github, 1, 2, 3, 5);
        Statuses(github, 4, ("failure", 41));
        Compare(github, 2, 5, "c3", "c4", "c5");
        Compare(github, 1, 2, "c2");
        await using var services = Connectors.Start();

        var (pages, _) = await services.Connector("github").PagesAsync(github.Source(), GitHubStreams.Deployments);

        var commits = Commits(pages.Facts().Cast<Deployment>());
        Assert.Equal(["c3", "c4", "c5"], commits[5]!);
        Assert.Equal(["c2"], commits[2]!);
        Assert.Null(commits[4]);
        Assert.Null(commits[3]);
        Assert.Null(commits[1]);
    }

    [Fact]
    public async Task The_next_sync_compares_with_the_last_of_the_one_before_and_asks_only_for_what_changed()
    {
        await using var github = await StubGitHub.StartAsync("shop");
        List<JsonNode> deployments = [Deployed(2, 20), Deployed(1, 10)];
        github.List("/repos/acme/shop/deployments", () => deployments);
        Succeed(github, 1, 2);
        Compare(github, 1, 2, "c2");
        await using var services = Connectors.Start();
        var source = github.Source();
        var (first, _) = await services.Connector("github").PagesAsync(source, GitHubStreams.Deployments);
        github.Http.Forget();
        deployments.Insert(0, Deployed(3, 30));
        Succeed(github, 3);
        Compare(github, 2, 3, "c3");

        var (second, _) = await services.Connector("github").PagesAsync(source, GitHubStreams.Deployments, first.Cursor());

        Assert.Equal(["c3"], Commits(second.Facts().Cast<Deployment>())[3]!);
        Assert.Equal(0, github.Count("/repos/acme/shop/deployments/1/"));
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
    public async Task Predecessors_are_found_across_pages_and_crashes()
    {
        await using var github = await StubGitHub.StartAsync("shop");
        Deployments(github, [.. Enumerable.Range(1, 120).Reverse().Select(id => Deployed(id, id))]);
        Succeed(github, [.. Enumerable.Range(1, 120)]);
        foreach (var id in Enumerable.Range(2, 119))
        {
            Compare(github, id - 1, id, $"c{id}");
        }

        var source = github.Source();
        var commits = new Dictionary<int, IReadOnlyList<string>?>();
        string? cursor = null;
        for (var run = 0; run < 30; run++)
        {
            await using var services = Connectors.Start();
            await foreach (var page in services.Connector("github").PullAsync(source, GitHubStreams.Deployments, cursor, TestContext.Current.CancellationToken))
            {
                foreach (var (id, list) in Commits(page.Facts.Cast<Deployment>()))
                {
                    commits[id] = list ?? commits.GetValueOrDefault(id);
                }

                cursor = page.Cursor ?? cursor;
                if (page.Facts.Count > 0)
                {
                    break;
                }
            }
        }

        Assert.Equal(120, commits.Count);
        Assert.Null(commits[1]);
        Assert.All(Enumerable.Range(2, 119), id => Assert.Equal([$"c{id}"], commits[id] ?? []));
    }

    [Fact]
    public async Task A_deployment_that_moves_down_a_page_while_a_sweep_is_resumed_is_one()
    {
        await using var github = await StubGitHub.StartAsync("shop");
        github.LongestPage = 2;
        List<JsonNode> deployments = [.. Enumerable.Range(1, 6).Reverse().Select(id => Deployed(id, id * 10, "staging"))];
        github.List("/repos/acme/shop/deployments", () => deployments);
        foreach (var id in Enumerable.Range(1, 7))
        {
            Statuses(github, id, ("success", (id * 10) + 1));
        }

        await using var services = Connectors.Start();
        var source = github.Source();
        string? cursor = null;
        await foreach (var page in services.Connector("github").PullAsync(source, GitHubStreams.Deployments, null, TestContext.Current.CancellationToken))
        {
            cursor = page.Cursor;
            break;
        }

        github.Misbehave = context =>
        {
            if (context.Request.Path == "/repos/acme/shop/deployments" && context.Request.Query["page"] == "2" && deployments.Count == 6)
            {
                deployments.Insert(0, Deployed(7, 70, "staging"));
            }

            return Task.FromResult(false);
        };
        var (pages, fault) = await services.Connector("github").PagesAsync(source, GitHubStreams.Deployments, cursor);

        Assert.Null(fault);
        Assert.Equal([5, 4, 3, 2, 1], pages.Facts().Cast<Deployment>().Select(Id));
    }

    [Fact]
    public async Task The_same_version_again_adds_nothing_and_an_unknown_graph_is_unknown()
    {
        await using var github = await StubGitHub.StartAsync("shop");
        var again = Deployed(3, 30);
        again["sha"] = Sha(2);
        Deployments(github, again, Deployed(2, 20), Deployed(1, 10));
        Succeed(github, 1, 2, 3);
        await using var services = Connectors.Start();

        var (pages, fault) = await services.Connector("github").PagesAsync(github.Source(), GitHubStreams.Deployments);

        Assert.Null(fault);
        var commits = Commits(pages.Facts().Cast<Deployment>());
        Assert.Empty(commits[3]!);
        Assert.Null(commits[2]);
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
    public async Task Of_runs_that_ended_in_one_second_the_one_that_is_linked_first_has_no_other_before_it()
    {
        await using var github = await StubGitHub.StartAsync("shop");
        github.List("/repos/acme/shop/actions/runs", [.. new[] { 1, 3, 2 }.Select(id => With(Run(1, "Deploy", "success"), id))]);
        await using var services = Connectors.Start();

        var (pages, _) = await services.Connector("github").PagesAsync(github.Source(("deploymentsFrom", "workflows")), GitHubStreams.Deployments);

        var commits = Commits(pages.Facts().Cast<Deployment>());
        Assert.Null(commits[1]);
        Assert.Equal((0, 0), (commits[2]?.Count, commits[3]?.Count));
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

    private static Dictionary<int, IReadOnlyList<string>?> Commits(IEnumerable<Deployment> deployments) =>
        deployments.GroupBy(Id).ToDictionary(group => group.Key, group => group.Select(deployment => deployment.Commits).LastOrDefault(commits => commits is not null));

    private static int Id(Deployment deployment) => int.Parse(deployment.Key.Split('/')[^1], null);

    private static int? Minute(DateTimeOffset? instant) => instant is null ? null : (int)(instant.Value - Start).TotalMinutes;

    private static string Sha(int id) => $"{id:x40}";

    private static void Deployments(StubGitHub github, params object[] deployments) => github.List("/repos/acme/shop/deployments", deployments);

    private static JsonObject Deployed(int id, int minute, string environment = "production") => StubGitHub.Node(new
    {
        id, sha = Sha(id), @ref = "main", environment, creator = (object?)null, created_at = StubGitHub.At(minute), updated_at = StubGitHub.At(minute),
    });

    private static void Succeed(StubGitHub github, params int[] ids)
    {
        foreach (var id in ids)
        {
            Statuses(github, id, ("success", (id * 10) + 2));
        }
    }

    private static void Statuses(StubGitHub github, int id, params (string State, int Minute)[] statuses) => github.List(
        $"/repos/acme/shop/deployments/{id}/statuses", [.. statuses.Reverse().Select(status => StubGitHub.Node(new { state = status.State, created_at = StubGitHub.At(status.Minute) }))]);

    private static void Compare(StubGitHub github, int from, int to, params string[] commits) => github.Document(
        $"/repos/acme/shop/compare/{Sha(from)}...{Sha(to)}", new { status = "ahead", total_commits = commits.Length, commits = commits.Select(sha => new { sha }) });

    private static JsonObject With(JsonObject run, int id)
    {
        run["id"] = id;
        return run;
    }

    private static JsonObject Run(int id, string name, string conclusion) => StubGitHub.Node(new
    {
        id, name, path = ".github/workflows/ci.yml", head_branch = "main", head_sha = Sha(id), @event = "push", status = "completed", conclusion,
        created_at = StubGitHub.At(id), run_started_at = StubGitHub.At(id), updated_at = StubGitHub.At(id + 1),
    });

    private static JsonObject Release(int id, string tag, bool prerelease = false) => StubGitHub.Node(new
    {
        id, tag_name = tag, target_commitish = "main", draft = false, prerelease, created_at = StubGitHub.At(id), published_at = StubGitHub.At(id),
    });
}
