using System.Text.Json.Nodes;
using Cto.Connectors.GitHub;
using Cto.Domain.Catalogue;
using Cto.Domain.Delivery;
using Cto.Domain.Sources;
using Cto.Testing;
using Microsoft.AspNetCore.Http;

namespace Cto.Connectors.Tests.GitHub;

public sealed class GitHubPullTests
{
    private static readonly DateTimeOffset Start = new(2026, 11, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task Every_page_becomes_facts_and_a_checkpoint()
    {
        await using var github = await WithPullsAsync(250);
        await using var services = Connectors.Start();

        var (pages, fault) = await services.Connector("github").PagesAsync(github.Source(), GitHubStreams.PullRequests);

        Assert.Null(fault);
        Assert.Equal([100, 100, 50, 0], pages.Select(page => page.Facts.Count));
        Assert.Equal(Enumerable.Range(1, 250), pages.Facts().Cast<PullRequest>().Select(pull => pull.Number).Order());
        Assert.Equal(3, github.Count("/repos/acme/shop/pulls"));
        var newest = Assert.IsType<PullRequest>(pages[0].Facts[0]);
        Assert.Equal(
            new PullRequest
            {
                Key = $"github:{github.Http.Address.Authority}/pull/50250",
                ChangedAt = Start.AddMinutes(1250),
                Url = "https://github.test/acme/shop/pull/250",
                Repository = "acme/shop",
                Number = 250,
                Title = "Change 250",
                Author = "ada",
                Branch = "feature/250",
                TargetBranch = "main",
                CreatedAt = Start.AddMinutes(250),
                MergedAt = Start.AddMinutes(251),
                ClosedAt = Start.AddMinutes(251),
                MergeCommit = $"{250:x40}",
                Labels = newest.Labels,
                RequestedReviewers = newest.RequestedReviewers,
            },
            newest);
        Assert.Equal(["feature"], newest.Labels!);
    }

    [Fact]
    public async Task Nothing_new_costs_one_request_and_no_limit()
    {
        await using var github = await WithPullsAsync(150);
        await using var services = Connectors.Start();
        var source = github.Source();
        var (first, _) = await services.Connector("github").PagesAsync(source, GitHubStreams.PullRequests);
        var remaining = github.Remaining;
        github.Http.Forget();

        var (again, fault) = await services.Connector("github").PagesAsync(source, GitHubStreams.PullRequests, first.Cursor());

        Assert.Null(fault);
        Assert.Empty(again.Facts());
        Assert.Equal((1, remaining), (github.Http.Requests.Count, github.Remaining));
    }

    [Fact]
    public async Task Only_what_changed_since_is_read_again()
    {
        var pulls = Pulls(250);
        await using var github = await StubGitHub.StartAsync("shop");
        github.List("/repos/acme/shop/pulls", () => pulls);
        await using var services = Connectors.Start();
        var source = github.Source();
        var (first, _) = await services.Connector("github").PagesAsync(source, GitHubStreams.PullRequests);
        github.Http.Forget();
        pulls.Add(StubGitHub.Pull(251, 5000));
        pulls[6] = StubGitHub.Pull(7, 5001, merged: 5001);

        var (again, _) = await services.Connector("github").PagesAsync(source, GitHubStreams.PullRequests, first.Cursor());

        // Number 250 stands at the edge: its second is not over until a later one has been seen.
        Assert.Equal([7, 251, 250], again.Facts().Cast<PullRequest>().Select(pull => pull.Number));
        Assert.Equal(1, github.Count("/repos/acme/shop/pulls"));
    }

    [Fact]
    public async Task Changes_while_paging_lose_nothing()
    {
        var pulls = Pulls(300);
        await using var github = await StubGitHub.StartAsync("shop");
        github.List("/repos/acme/shop/pulls", () => pulls);
        await using var services = Connectors.Start();
        var source = github.Source();
        var seen = new Dictionary<int, DateTimeOffset?>();
        string? cursor = null;
        var turn = 0;
        for (var sync = 0; sync < 3; sync++)
        {
            await foreach (var page in services.Connector("github").PullAsync(source, GitHubStreams.PullRequests, cursor, TestContext.Current.CancellationToken))
            {
                foreach (var pull in page.Facts.Cast<PullRequest>())
                {
                    seen[pull.Number] = pull.ChangedAt;
                }

                cursor = page.Cursor ?? cursor;
                if (sync == 0 && turn < 40)
                {
                    // The oldest of all, on a page not read yet, jumps to the top; a new one comes in.
                    turn++;
                    pulls[turn] = StubGitHub.Pull(turn + 1, 9000 + turn, merged: 9000);
                    pulls.Add(StubGitHub.Pull(1000 + turn, 9100 + turn));
                }
            }
        }

        Assert.Equal(pulls.Select(pull => (int)pull["number"]!).Order(), seen.Keys.Order());
        Assert.All(pulls, pull => Assert.Equal(DateTimeOffset.Parse((string)pull["updated_at"]!, null), seen[(int)pull["number"]!]));
    }

    [Fact]
    public async Task A_killed_backfill_goes_on_where_it_was_committed()
    {
        await using var github = await WithPullsAsync(500);
        var source = github.Source();
        var committed = new HashSet<int>();
        string? cursor = null;
        for (var run = 0; run < 5; run++)
        {
            // Each process commits two pages and dies; nothing of it survives but facts and cursor.
            await using var services = Connectors.Start();
            var pages = 0;
            await foreach (var page in services.Connector("github").PullAsync(source, GitHubStreams.PullRequests, cursor, TestContext.Current.CancellationToken))
            {
                committed.UnionWith(page.Facts.Cast<PullRequest>().Select(pull => pull.Number));
                cursor = page.Cursor ?? cursor;
                if (++pages == 2)
                {
                    break;
                }
            }
        }

        Assert.Equal(500, committed.Count);
        Assert.True(github.Count("/repos/acme/shop/pulls") < 25);
    }

    [Fact]
    public async Task History_beyond_the_setting_is_not_asked_for()
    {
        await using var github = await StubGitHub.StartAsync("shop");
        List<JsonObject> pulls = [.. Enumerable.Range(1, 400).Select(number => StubGitHub.Pull(number, number))];
        foreach (var old in pulls.Take(250))
        {
            old["updated_at"] = "2011-01-26T19:01:12Z";
        }

        github.List("/repos/acme/shop/pulls", () => pulls);
        await using var services = Connectors.Start();

        var (pages, _) = await services.Connector("github").PagesAsync(github.Source(("historyDays", "3650")), GitHubStreams.PullRequests);

        Assert.Equal(150, pages.Facts().Count());
        Assert.Equal(2, github.Count("/repos/acme/shop/pulls"));
    }

    [Fact]
    public async Task A_repository_that_fails_does_not_hold_up_the_others()
    {
        await using var github = await StubGitHub.StartAsync("one", "two", "three");
        foreach (var name in (string[])["one", "two", "three"])
        {
            github.List($"/repos/acme/{name}/pulls", StubGitHub.Pull(1, 1));
        }

        github.Misbehave = async context =>
        {
            var broken = context.Request.Path == "/repos/acme/two/pulls";
            context.Response.StatusCode = broken ? 502 : 200;
            await (broken ? context.Response.CompleteAsync() : Task.CompletedTask);
            return broken;
        };
        await using var services = Connectors.Start();

        var (pages, fault) = await services.Connector("github").PagesAsync(github.Source(), GitHubStreams.PullRequests);

        Assert.Equal(["acme/one", "acme/three"], pages.Facts().Cast<PullRequest>().Select(pull => pull.Repository));
        Assert.Equal(SourceFault.UnexpectedReply, fault?.Fault);
        Assert.StartsWith("acme/two: ", fault!.Message, StringComparison.Ordinal);
        Assert.Contains("acme/two", Assert.Single(pages[^1].Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_repository_that_may_not_be_seen_is_a_warning_not_a_fault()
    {
        await using var github = await StubGitHub.StartAsync("one", "two");
        github.List("/repos/acme/one/releases", new { id = 7, tag_name = "v1", created_at = StubGitHub.At(1), published_at = StubGitHub.At(2) });
        github.Misbehave = async context =>
        {
            if (context.Request.Path != "/repos/acme/two/releases")
            {
                return false;
            }

            context.Response.StatusCode = 403;
            context.Response.Headers["X-Accepted-GitHub-Permissions"] = "contents=read";
            await context.Response.WriteAsJsonAsync(new { message = "Resource not accessible by personal access token" });
            return true;
        };
        await using var services = Connectors.Start();

        var (pages, fault) = await services.Connector("github").PagesAsync(github.Source(), GitHubStreams.Releases);

        Assert.Null(fault);
        Assert.Equal("v1", Assert.IsType<Release>(Assert.Single(pages.Facts())).Tag);
        Assert.Contains("contents=read", Assert.Single(pages[^1].Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Repositories_in_a_row_that_may_not_be_seen_block_nothing()
    {
        string[] names = ["a", "b", "c", "d", "e"];
        await using var github = await StubGitHub.StartAsync(names);
        github.List("/repos/acme/e/pulls", StubGitHub.Pull(1, 1));
        github.Misbehave = context =>
        {
            var hidden = context.Request.Path.Value!.EndsWith("/pulls", StringComparison.Ordinal) && !context.Request.Path.Value.Contains("/e/", StringComparison.Ordinal);
            context.Response.StatusCode = hidden ? 404 : 200;
            return Task.FromResult(hidden);
        };
        await using var services = Connectors.Start();

        var (pages, fault) = await services.Connector("github").PagesAsync(github.Source(), GitHubStreams.PullRequests);

        Assert.Null(fault);
        Assert.Single(pages.Facts());
        Assert.Equal(4, pages[^1].Warnings.Count);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("[1,2]")]
    [InlineData("""{"of":"elsewhere|365","repositories":{"1000":{"until":"2099-01-01T00:00:00+00:00"}}}""")]
    public async Task A_cursor_that_means_nothing_starts_anew(string cursor)
    {
        await using var github = await WithPullsAsync(3);
        await using var services = Connectors.Start();

        var (pages, fault) = await services.Connector("github").PagesAsync(github.Source(), GitHubStreams.PullRequests, cursor);

        Assert.Null(fault);
        Assert.Equal(3, pages.Facts().Count());
    }

    [Fact]
    public async Task Repositories_are_proposed_as_services()
    {
        await using var github = await StubGitHub.StartAsync("shop", "fork", "old");
        github.Repositories[1]["fork"] = true;
        github.Repositories[2]["archived"] = true;
        await using var services = Connectors.Start();

        var (pages, _) = await services.Connector("github").PagesAsync(github.Source(), GitHubStreams.Repositories);

        var service = Assert.Single(pages.Facts().OfType<Service>());
        Assert.Equal(("shop", "acme/shop"), (service.Name, Assert.Single(service.Repositories!)));
        Assert.Equal([("acme/shop", false), ("acme/fork", false), ("acme/old", true)], pages.Facts().OfType<Repository>().Select(repository => (repository.Name, repository.Archived)));
    }

    [Fact]
    public async Task A_renamed_repository_keeps_its_cursor_and_its_keys()
    {
        await using var github = await StubGitHub.StartAsync("shop");
        github.List("/repos/acme/shop/pulls", StubGitHub.Pull(1, 1));
        await using var services = Connectors.Start();
        var (before, _) = await services.Connector("github").PagesAsync(github.Source(), GitHubStreams.PullRequests);
        github.Repositories.Clear();
        github.Add("store", id: 1000);
        github.List("/repos/acme/store/pulls", StubGitHub.Pull(2, 2), StubGitHub.Pull(1, 1));

        var (after, _) = await services.Connector("github").PagesAsync(github.Source(), GitHubStreams.PullRequests, before.Cursor());

        Assert.Equal([2, 1], after.Facts().Cast<PullRequest>().Select(pull => pull.Number));
        Assert.Equal(before.Facts().Single().Key, after.Facts().Last().Key);
        Assert.All(after.Facts().Cast<PullRequest>(), pull => Assert.Equal("acme/store", pull.Repository));
    }

    private static async Task<StubGitHub> WithPullsAsync(int count)
    {
        var github = await StubGitHub.StartAsync("shop");
        github.List("/repos/acme/shop/pulls", [.. Pulls(count)]);
        return github;
    }

    private static List<JsonObject> Pulls(int count) => [.. Enumerable.Range(1, count).Select(number => StubGitHub.Pull(number, 1000 + number, merged: number + 1))];
}
