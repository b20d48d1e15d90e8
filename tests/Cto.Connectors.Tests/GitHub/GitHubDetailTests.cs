using System.Text.Json.Nodes;
using Cto.Connectors.GitHub;
using Cto.Domain.Delivery;
using Cto.Domain.Sources;
using Cto.Testing;

namespace Cto.Connectors.Tests.GitHub;

public sealed class GitHubDetailTests
{
    [Fact]
    public async Task Reviews_sizes_and_first_commits_follow_the_list()
    {
        await using var github = await WithDetailsAsync(StubGitHub.Pull(1, 10, merged: 9), StubGitHub.Pull(2, 20), StubGitHub.Pull(3, 30, closed: 30));
        await using var services = Connectors.Start();

        var (pages, fault) = await services.Connector("github").PagesAsync(github.Source(), GitHubStreams.PullRequestDetails);

        Assert.Null(fault);
        var pulls = pages.Facts().OfType<PullRequest>().ToDictionary(pull => pull.Number);
        Assert.Equal((11, 1), (pulls[1].Additions, pulls[1].Deletions));
        Assert.Equal(DateTimeOffset.Parse("2026-10-30T08:00:00Z", null), pulls[1].FirstCommitAt);
        Assert.Equal((12, (DateTimeOffset?)null), (pulls[2].Additions, pulls[2].FirstCommitAt));
        Assert.Null(pulls[3].Additions);
        var review = pages.Facts().OfType<Review>().First(review => review.PullRequest == pulls[1].Key);
        Assert.Equal(("acme/shop", "grace", ReviewState.Approved), (review.Repository, review.Reviewer, review.State));
        // One that is not submitted, one of a state that is new to us: neither is a review.
        Assert.Equal(3, pages.Facts().OfType<Review>().Count());
    }

    [Fact]
    public async Task Reviews_and_first_commits_are_read_to_their_last_page()
    {
        await using var github = await WithDetailsAsync(StubGitHub.Pull(1, 10, merged: 9));
        github.List("/repos/acme/shop/pulls/1/reviews", [.. Enumerable.Range(1, 230).Select(id => new { id, state = "COMMENTED", submitted_at = StubGitHub.At(id), user = new { login = "grace" } })]);
        github.List("/repos/acme/shop/pulls/1/commits", [.. Enumerable.Range(1, 120).Select(id => new { sha = $"{id:x40}", commit = new { author = new { date = StubGitHub.At(200 - id) } } })]);
        await using var services = Connectors.Start();

        var (pages, fault) = await services.Connector("github").PagesAsync(github.Source(), GitHubStreams.PullRequestDetails);

        Assert.Null(fault);
        Assert.Equal(230, pages.Facts().OfType<Review>().Select(review => review.Key).Distinct().Count());
        Assert.Equal(StubGitHub.At(80), pages.Facts().OfType<PullRequest>().Single().FirstCommitAt?.ToString("yyyy-MM-ddTHH:mm:ssZ", null));
    }

    [Fact]
    public async Task Only_pull_requests_that_changed_cost_requests()
    {
        var pulls = Enumerable.Range(1, 30).Select(number => StubGitHub.Pull(number, 100 + number, merged: number + 1)).ToList();
        await using var github = await WithDetailsAsync([.. pulls]);
        github.List("/repos/acme/shop/pulls", () => pulls);
        await using var services = Connectors.Start();
        var source = github.Source();
        var (first, _) = await services.Connector("github").PagesAsync(source, GitHubStreams.PullRequestDetails);
        github.Http.Forget();
        pulls[4] = StubGitHub.Pull(5, 900, merged: 6);

        var (second, _) = await services.Connector("github").PagesAsync(source, GitHubStreams.PullRequestDetails, first.Cursor());

        Assert.Equal([5], second.Facts().OfType<PullRequest>().Select(pull => pull.Number));
        Assert.Equal(4, github.Http.Requests.Count);
    }

    [Fact]
    public async Task A_limit_in_the_middle_keeps_what_was_read_and_goes_on_from_there()
    {
        var pulls = Enumerable.Range(1, 90).Select(number => StubGitHub.Pull(number, 100 + number, merged: number + 1)).ToArray();
        await using var github = await WithDetailsAsync(pulls);
        github.Remaining = 5000 - 4500 + 150;
        await using var services = Connectors.Start(TimeProvider.System);
        var source = github.Source(("historyDays", "36500"));

        var (first, fault) = await services.Connector("github").PagesAsync(source, GitHubStreams.PullRequestDetails);
        var asked = github.Http.Requests.Count;
        github.Remaining = 5000;
        github.ResetsAt = github.ResetsAt.AddHours(1);
        await using var later = Connectors.Start(TimeProvider.System);
        var (second, gone) = await later.Connector("github").PagesAsync(source, GitHubStreams.PullRequestDetails, first.Cursor());

        Assert.Equal(SourceFault.Throttled, fault?.Fault);
        Assert.InRange(fault!.RetryAt!.Value, github.ResetsAt.AddHours(-1).AddSeconds(-1), github.ResetsAt.AddHours(-1));
        Assert.InRange(asked, 140, 151 + GitHubSession.Degree);
        Assert.Null(gone);
        // Three requests each: everything that was answered before the limit is kept.
        var kept = first.Facts().OfType<PullRequest>().Count();
        Assert.InRange(kept, 41, 50);
        Assert.Equal(Enumerable.Range(1, 90), first.Facts().Concat(second.Facts()).OfType<PullRequest>().Select(pull => pull.Number).Distinct().Order());
        // Only the one at the checkpoint is read twice.
        Assert.Equal(90 - kept + 1, second.Facts().OfType<PullRequest>().Count());
    }

    [Fact]
    public async Task A_pull_request_that_vanished_since_the_list_was_made_stands_as_listed()
    {
        await using var github = await WithDetailsAsync(StubGitHub.Pull(1, 10));
        github.List("/repos/acme/shop/pulls", StubGitHub.Pull(1, 10), StubGitHub.Pull(2, 20));
        await using var services = Connectors.Start();

        var (pages, fault) = await services.Connector("github").PagesAsync(github.Source(), GitHubStreams.PullRequestDetails);

        Assert.Null(fault);
        Assert.Equal([2, 1], pages.Facts().OfType<PullRequest>().Select(pull => pull.Number));
    }

    private static async Task<StubGitHub> WithDetailsAsync(params JsonObject[] pulls)
    {
        var github = await StubGitHub.StartAsync("shop");
        github.List("/repos/acme/shop/pulls", [.. pulls]);
        foreach (var number in pulls.Select(pull => (int)pull["number"]!))
        {
            var detailed = pulls.First(pull => (int)pull["number"]! == number).DeepClone();
            (detailed["additions"], detailed["deletions"]) = (number + 10, number);
            github.Document($"/repos/acme/shop/pulls/{number}", detailed);
            github.List(
                $"/repos/acme/shop/pulls/{number}/reviews",
                new { id = number, user = new { login = "grace", type = "User" }, state = "APPROVED", submitted_at = StubGitHub.At(5) },
                new { id = number + 1000, user = (object?)null, state = "PENDING", submitted_at = (string?)null },
                new { id = number + 2000, user = (object?)null, state = "SOMETHING_NEW", submitted_at = StubGitHub.At(6) });
            github.List(
                $"/repos/acme/shop/pulls/{number}/commits",
                new { sha = "b", commit = new { author = new { date = "2026-10-31T08:00:00Z" } } },
                new { sha = "a", commit = new { author = new { date = "2026-10-30T10:00:00+02:00" } } },
                new { sha = "c", commit = new { author = (object?)null } });
        }

        return github;
    }
}
