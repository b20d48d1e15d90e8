using System.Text.Json.Nodes;
using Cto.Connectors.GitHub;
using Cto.Domain.Delivery;
using Cto.Testing;
using static Cto.Connectors.Tests.GitHub.GitHubDeploymentSample;

namespace Cto.Connectors.Tests.GitHub;

/// <summary>Which commits a deployment brought: those since the one before it.</summary>
public sealed class GitHubDeploymentChainTests
{
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

    private static Dictionary<int, IReadOnlyList<string>?> Commits(IEnumerable<Deployment> deployments) =>
        deployments.GroupBy(Id).ToDictionary(group => group.Key, group => group.Select(deployment => deployment.Commits).LastOrDefault(commits => commits is not null));

    private static JsonObject With(JsonObject run, int id)
    {
        run["id"] = id;
        return run;
    }
}
