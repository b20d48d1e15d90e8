using Cto.Connectors.GitLab;
using Cto.Domain;
using Cto.Domain.Catalogue;
using Cto.Domain.Delivery;
using Cto.Domain.Governance;
using Cto.Domain.Sources;
using Cto.Testing;

namespace Cto.Connectors.Tests.GitLab;

public sealed class GitLabPullTests
{
    [Fact]
    public async Task Projects_are_services_and_repositories_archived_ones_only_the_latter()
    {
        await using var gitlab = await StubGitLab.StartAsync("shop");
        gitlab.List("groups/acme/projects", Project(1, "shop", false), Project(2, "old", true));

        var pages = await PullAsync(gitlab, GitLabStreams.Projects);

        Assert.Equal("acme/shop", Assert.Single(Assert.Single(pages.Facts().OfType<Service>()).Repositories!));
        Assert.Equal([("acme/shop", false), ("acme/old", true)], pages.Facts().OfType<Repository>().Select(repository => (repository.Name, repository.Archived)));
    }

    [Fact]
    public async Task The_streams_of_a_sync_list_the_projects_once_and_the_next_sync_and_other_settings_list_them_anew()
    {
        await using var gitlab = await StubGitLab.StartAsync("shop");
        await using var services = Connectors.Start();
        var (connector, source) = (services.Connector("gitlab"), Source(gitlab));

        foreach (var stream in GitLabStreams.All)
        {
            await connector.PagesAsync(source, stream.Name);
        }

        Assert.Equal(1, Listed());
        await connector.PagesAsync(source, GitLabStreams.Projects);
        Assert.Equal(2, Listed());
        await connector.PagesAsync(source.With(("exclude", "acme/none")), GitLabStreams.Pipelines);
        Assert.Equal(3, Listed());

        int Listed() => gitlab.Http.Requests.Count(request => request.Target.StartsWith("/api/v4/groups/acme/projects", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Merge_requests_are_read_to_the_last_and_afterwards_only_what_changed()
    {
        await using var gitlab = await StubGitLab.StartAsync("shop");
        gitlab.List("projects/1/merge_requests", [.. Enumerable.Range(1, 250).Select(number => StubGitLab.MergeRequest(number, number))]);
        var first = await PullAsync(gitlab, GitLabStreams.MergeRequests);
        gitlab.Http.Forget();
        var nothing = await PullAsync(gitlab, GitLabStreams.MergeRequests, first.Cursor());
        var asked = gitlab.Http.Requests.Count;
        gitlab.List("projects/1/merge_requests", StubGitLab.MergeRequest(250, 250), StubGitLab.MergeRequest(7, 300, merged: 300));
        var second = await PullAsync(gitlab, GitLabStreams.MergeRequests, first.Cursor());

        Assert.Equal(250, first.Facts().Select(fact => fact.Key).Distinct().Count());
        Assert.Equal(250, first.Facts().Count());
        Assert.Empty(nothing.Facts());
        Assert.Equal(2, asked);
        var pull = Assert.IsType<PullRequest>(Assert.Single(second.Facts()));
        Assert.Equal((7, $"{7:x40}", "feature/7"), (pull.Number, pull.MergeCommit, pull.Branch));
    }

    [Fact]
    public async Task More_changes_in_one_instant_than_a_page_holds_are_all_read()
    {
        await using var gitlab = await StubGitLab.StartAsync("shop");
        gitlab.List("projects/1/merge_requests", [.. Enumerable.Range(1, 230).Select(number => StubGitLab.MergeRequest(number, 5)), StubGitLab.MergeRequest(231, 6)]);

        Assert.Equal(231, (await PullAsync(gitlab, GitLabStreams.MergeRequests)).Facts().Select(fact => fact.Key).Distinct().Count());
    }

    [Fact]
    public async Task A_pull_that_is_killed_goes_on_where_it_was()
    {
        await using var gitlab = await StubGitLab.StartAsync("shop");
        gitlab.List("projects/1/merge_requests", [.. Enumerable.Range(1, 250).Select(number => StubGitLab.MergeRequest(number, number))]);
        await using var services = Connectors.Start();
        string? cursor = null;
        await foreach (var page in services.Connector("gitlab").PullAsync(Source(gitlab), GitLabStreams.MergeRequests, null, TestContext.Current.CancellationToken))
        {
            cursor = page.Cursor;
            break;
        }

        Assert.Equal(150, (await PullAsync(gitlab, GitLabStreams.MergeRequests, cursor)).Facts().Count());
    }

    [Fact]
    public async Task Reviews_stand_in_the_notes()
    {
        await using var gitlab = await StubGitLab.StartAsync("shop");
        gitlab.List("projects/1/merge_requests", StubGitLab.MergeRequest(1, 90, merged: 90));
        gitlab.List(
            "projects/1/merge_requests/1/notes",
            Note(1, 2, "ada", true, "marked this merge request as **ready**"),
            Note(2, 10, "ada", false, "Please look"),
            Note(3, 20, "bob", false, "Why?"),
            Note(4, 21, "bob", false, "And here?"),
            Note(5, 22, "bob", true, "requested changes"),
            Note(6, 60, "bob", true, "approved this merge request"),
            Note(7, 61, "eve", true, "added 1 commit"),
            Note(8, 70, "eve", true, "unapproved this merge request"));
        gitlab.List("projects/1/merge_requests/1/commits", new { id = "b", authored_date = StubGitLab.At(-50) }, new { id = "a", authored_date = StubGitLab.At(-100) });

        var facts = (await PullAsync(gitlab, GitLabStreams.MergeRequestDetails)).Facts().ToList();

        var pull = Assert.Single(facts.OfType<PullRequest>());
        Assert.Equal((StubGitLab.At(2), StubGitLab.At(-100)), (Text(pull.ReadyAt), Text(pull.FirstCommitAt)));
        Assert.Equal(
            [("bob", ReviewState.Commented, StubGitLab.At(20)), ("bob", ReviewState.ChangesRequested, StubGitLab.At(22)), ("bob", ReviewState.Approved, StubGitLab.At(60)), ("eve", ReviewState.Dismissed, StubGitLab.At(70))],
            facts.OfType<Review>().Select(review => (review.Reviewer!, review.State, Text(review.SubmittedAt))));
    }

    [Fact]
    public async Task A_production_deployment_has_the_commits_since_the_one_before_and_a_skipped_one_is_none()
    {
        await using var gitlab = await StubGitLab.StartAsync("shop");
        gitlab.List(
            "projects/1/deployments",
            Deployment(1, 10, "aaa", "success"),
            Deployment(2, 20, "bbb", "failed"),
            Deployment(3, 30, "ccc", "success"),
            Deployment(4, 40, "ddd", "skipped"),
            Deployment(5, 50, "ccc", "success"),
            Deployment(6, 60, "eee", "success", "staging"));
        gitlab.Document("projects/1/repository/compare", new { commits = new[] { new { id = "bbb" }, new { id = "ccc" } } });

        var deployments = (await PullAsync(gitlab, GitLabStreams.Deployments)).Facts().Cast<Deployment>().ToList();

        Assert.Equal(["aaa", "bbb", "ccc", "ccc", "eee"], deployments.Select(deployment => deployment.Commit));
        Assert.Null(deployments[0].Commits);
        Assert.Equal(DeploymentResult.Failure, deployments[1].Result);
        Assert.Equal(["bbb", "ccc"], deployments[2].Commits);
        Assert.Empty(deployments[3].Commits!);
        Assert.Null(deployments[4].Commits);
        Assert.Contains("/compare?from=aaa&to=ccc", Assert.Single(gitlab.Http.Requests, request => request.Target.Contains("compare", StringComparison.Ordinal)).Target, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_project_tells_its_catalogue_file_and_is_asked_again_once_something_happened_in_it()
    {
        await using var gitlab = await StubGitLab.StartAsync("shop", "app");
        gitlab.Document("projects/1/repository/files/catalog-info.yaml", new { encoding = "base64", content = Convert.ToBase64String("kind: Component\n"u8) });
        var first = await PullAsync(gitlab, GitLabStreams.CatalogueFiles);
        gitlab.Http.Forget();
        var unchanged = await PullAsync(gitlab, GitLabStreams.CatalogueFiles, first.Cursor());

        Assert.Equal([("acme/app", ""), ("acme/shop", "kind: Component\n")], first.Facts().Cast<Repository>().Select(project => (project.Name, project.CatalogInfo)).Order());
        Assert.Empty(unchanged.Facts());
        Assert.DoesNotContain(gitlab.Http.Requests, request => request.Target.Contains("/files/", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Pipelines_and_releases_are_read()
    {
        await using var gitlab = await StubGitLab.StartAsync("shop");
        gitlab.List("projects/1/pipelines", Pipeline(1, "success"), Pipeline(2, "running"), Pipeline(3, "canceled"));
        gitlab.List("projects/1/releases", new { tag_name = "v1.0.0", name = "One", created_at = StubGitLab.At(1), released_at = StubGitLab.At(2), commit = new { id = "abc" }, _links = new { self = "https://gitlab.test/acme/shop/-/releases/v1.0.0" } });

        var runs = (await PullAsync(gitlab, GitLabStreams.Pipelines)).Facts().Cast<PipelineRun>().ToList();
        var releases = await PullAsync(gitlab, GitLabStreams.Releases);

        Assert.Equal([PipelineResult.Success, null, PipelineResult.Cancelled], runs.Select(run => run.Result));
        Assert.Null(runs[1].FinishedAt);
        var release = Assert.IsType<Release>(Assert.Single(releases.Facts()));
        Assert.Equal(("v1.0.0", "abc"), (release.Tag, release.Commit));
    }

    [Fact]
    public async Task Members_are_told_with_their_highest_role_and_those_who_left_are_withdrawn()
    {
        await using var gitlab = await StubGitLab.StartAsync("shop");
        var clock = new StandingClock(Connectors.Today);
        gitlab.List("groups/acme/members/all", Member(1, "ada", 50, "Ada@acme.test"), Member(2, "bob", 20, null));
        gitlab.List("projects/1/members/all", Member(1, "ada", 50, null), Member(2, "bob", 40, null), Member(3, "eve", 20, null));
        var first = await PullAsync(gitlab, GitLabStreams.Members, clock: clock);
        clock.Now += TimeSpan.FromHours(1);
        gitlab.List("groups/acme/members/all", Member(1, "ada", 50, "ada@acme.test"));
        gitlab.List("projects/1/members/all", Member(1, "ada", 50, null));
        var second = await PullAsync(gitlab, GitLabStreams.Members, first.Cursor(), clock);

        var accounts = first.Facts().OfType<Account>().ToDictionary(account => account.Login);
        Assert.Equal(("owner", true, "ada@acme.test"), (accounts["ada"].Role, accounts["ada"].Privileged, accounts["ada"].Email));
        Assert.Equal(("maintainer", false), (accounts["bob"].Role, accounts["bob"].Privileged));
        Assert.All(accounts.Values, account => Assert.Null(account.Mfa));
        Assert.Equal([("ada", true), ("bob", true)], first.Facts().OfType<AccessGrant>().Select(grant => (grant.Account, grant.Privileged)));
        Assert.Equal(3, second.SelectMany(page => page.Withdrawn).Count());
    }

    [Fact]
    public async Task Members_that_cannot_be_read_are_not_gone_and_it_is_told_until_they_can()
    {
        await using var gitlab = await StubGitLab.StartAsync("shop", "app");
        var (clock, refuses) = (new StandingClock(Connectors.Today), false);
        gitlab.List("projects/1/members/all", Member(1, "ada", 50, null), Member(3, "eve", 40, null));
        gitlab.List("projects/2/members/all", Member(2, "bob", 40, null));
        gitlab.Misbehave = context =>
        {
            var refused = refuses && context.Request.Path == "/api/v4/projects/2/members/all";
            context.Response.StatusCode = refused ? 403 : 200;
            return Task.FromResult(refused);
        };
        var first = await PullAsync(gitlab, GitLabStreams.Members, clock: clock);

        (refuses, clock.Now) = (true, clock.Now + TimeSpan.FromHours(1));
        gitlab.List("projects/1/members/all", Member(1, "ada", 50, null));
        var refused = await PullAsync(gitlab, GitLabStreams.Members, first.Cursor(), clock);
        var soon = await PullAsync(gitlab, GitLabStreams.Members, refused.Cursor(), clock);
        (refuses, clock.Now) = (false, clock.Now + TimeSpan.FromHours(1));
        gitlab.List("projects/2/members/all");
        var again = await PullAsync(gitlab, GitLabStreams.Members, refused.Cursor(), clock);

        // Eve may still be a member of the other project, but may write to this one no longer.
        Assert.Equal(FactKinds.AccessGrant, Assert.Single(refused.SelectMany(page => page.Withdrawn)).Kind);
        Assert.Contains("acme/app: its members cannot be read", Assert.Single(refused.SelectMany(page => page.Warnings)), StringComparison.Ordinal);
        Assert.Equal(refused.SelectMany(page => page.Warnings), soon.SelectMany(page => page.Warnings));
        Assert.Equal([FactKinds.AccessGrant, FactKinds.Account, FactKinds.Account], again.SelectMany(page => page.Withdrawn).Select(gone => gone.Kind).Order());
        Assert.Empty(again.SelectMany(page => page.Warnings));
    }

    [Fact]
    public async Task A_project_that_fails_is_passed_over_and_named()
    {
        await using var gitlab = await StubGitLab.StartAsync("shop", "app");
        gitlab.List("projects/2/pipelines", Pipeline(1, "success"));
        gitlab.Misbehave = context =>
        {
            var refused = context.Request.Path == "/api/v4/projects/1/pipelines";
            context.Response.StatusCode = refused ? 403 : 200;
            return Task.FromResult(refused);
        };

        var pages = await PullAsync(gitlab, GitLabStreams.Pipelines);

        Assert.Single(pages.Facts());
        Assert.Contains("acme/shop: pipelines could not be read", Assert.Single(pages.SelectMany(page => page.Warnings)), StringComparison.Ordinal);
    }

    private static string Text(DateTimeOffset? at) => at!.Value.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.fffZ", System.Globalization.CultureInfo.InvariantCulture);

    private static object Project(int id, string name, bool archived) => new { id, path = name, path_with_namespace = $"acme/{name}", visibility = "private", archived, last_activity_at = StubGitLab.At(100 - id) };

    private static object Note(int id, double at, string author, bool system, string body) => new { id, body, system, author = new { id = 1, username = author }, created_at = StubGitLab.At(at) };

    private static object Pipeline(int id, string status) => new { id, sha = "abc", @ref = "main", status, source = "push", created_at = StubGitLab.At(id), updated_at = StubGitLab.At(id + 5) };

    private static object Member(int id, string login, int level, string? email) => new { id, username = login, name = login, state = "active", access_level = level, email };

    private static object Deployment(int id, double at, string sha, string status, string environment = "production") => new
    {
        id,
        sha,
        @ref = "main",
        status,
        created_at = StubGitLab.At(at - 3),
        updated_at = StubGitLab.At(at),
        environment = new { name = environment },
        deployable = new { started_at = StubGitLab.At(at - 2), finished_at = StubGitLab.At(at) },
        user = new { id = 1, username = "ada" },
    };

    private static SourceConnection Source(StubGitLab gitlab) => GitLabSample.At(gitlab.Http.Address, "x");

    private static async Task<IReadOnlyList<FactPage>> PullAsync(StubGitLab gitlab, string stream, string? cursor = null, TimeProvider? clock = null)
    {
        await using var services = Connectors.Start(clock);
        var (pages, fault) = await services.Connector("gitlab").PagesAsync(Source(gitlab), stream, cursor);
        Assert.Null(fault);
        return pages;
    }
}
