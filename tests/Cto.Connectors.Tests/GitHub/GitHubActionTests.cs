using System.Text.Json.Nodes;
using Cto.Domain.Sources;
using Cto.Domain.Sources.Actions;
using Cto.Testing;
using Microsoft.AspNetCore.Http;

namespace Cto.Connectors.Tests.GitHub;

public sealed class GitHubActionTests
{
    private static readonly CreateIssue Wanted = new()
    {
        Id = new("6f1d9a4e-0000-4000-8000-000000000001"),
        Place = "acme/shop",
        Title = "Upgrade log4j",
        Body = "It is exploited.",
        Labels = ["security"],
        Assignee = "ada",
        Priority = "High",
    };

    [Fact]
    public async Task An_issue_is_created_as_wanted_and_read_back()
    {
        await using var github = await IssuesAsync();

        var outcome = await ActAsync(github);

        Assert.Equal(("acme/shop#1", "https://github.test/acme/shop/issues/1"), (outcome.Name, outcome.Url));
        Assert.Equal("Issue #1 \"Upgrade log4j\" is open in acme/shop, assigned to ada.", outcome.Summary);
        var sent = JsonNode.Parse(Assert.Single(github.Http.Requests, request => request.Method == "POST").Body)!;
        Assert.Equal(("Upgrade log4j", "security", "ada"), ((string?)sent["title"], (string?)sent["labels"]![0], (string?)sent["assignees"]![0]));
        Assert.StartsWith("It is exploited.\n\nPriority: High", (string?)sent["body"], StringComparison.Ordinal);
    }

    // GitHub answers 422 to a label list that is null.
    [Fact]
    public async Task What_is_not_wanted_is_not_sent()
    {
        await using var github = await IssuesAsync();

        await ActAsync(github, new() { Id = Wanted.Id, Place = Wanted.Place, Title = Wanted.Title });

        var sent = JsonNode.Parse(Assert.Single(github.Http.Requests, request => request.Method == "POST").Body)!.AsObject();
        Assert.Equal(["title", "body"], sent.Select(field => field.Key));
    }

    [Fact]
    public async Task The_same_action_again_finds_what_it_made()
    {
        await using var github = await IssuesAsync();

        var (first, second) = (await ActAsync(github), await ActAsync(github));

        Assert.Equal(first.Name, second.Name);
        Assert.Contains("an earlier attempt had created it", second.Summary, StringComparison.Ordinal);
        Assert.Single(github.Http.Requests, request => request.Method == "POST");
    }

    [Fact]
    public async Task An_answer_that_was_lost_makes_no_second_issue()
    {
        await using var github = await IssuesAsync(answers: false);

        Assert.Equal("acme/shop#1", (await ActAsync(github)).Name);
        Assert.Single(github.Http.Requests, request => request.Method == "POST");
    }

    [Fact]
    public async Task An_outcome_that_cannot_be_known_is_told_as_such()
    {
        await using var github = await IssuesAsync(creates: false, answers: false);

        var fault = await Assert.ThrowsAsync<SourceException>(() => ActAsync(github));

        Assert.Equal(SourceFault.Unavailable, fault.Fault);
        Assert.StartsWith("It is not known whether GitHub created the issue", fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("shop")]
    [InlineData("acme/shop/issues")]
    [InlineData("acme/../other")]
    public async Task A_place_that_is_no_repository_is_refused(string place)
    {
        await using var github = await IssuesAsync();

        Assert.Equal(SourceFault.InvalidSettings, (await Assert.ThrowsAsync<SourceException>(() => ActAsync(github, Wanted with { Place = place }))).Fault);
        Assert.Empty(github.Http.Requests);
    }

    private static async Task<ActionOutcome> ActAsync(StubGitHub github, CreateIssue? issue = null)
    {
        await using var services = Connectors.Start();
        return await services.Connector("github").Actions!.ActAsync(github.Source(), issue ?? Wanted, TestContext.Current.CancellationToken);
    }

    private static async Task<StubGitHub> IssuesAsync(bool creates = true, bool answers = true)
    {
        var github = await StubGitHub.StartAsync("shop");
        var issues = new List<JsonNode>();
        github.List("/repos/acme/shop/issues", () => issues);
        github.Misbehave = async context =>
        {
            if (context.Request.Method != "POST")
            {
                return false;
            }

            var asked = (await JsonNode.ParseAsync(context.Request.Body))!;
            var made = StubGitHub.Node(new { number = 1, title = (string?)asked["title"], body = (string?)asked["body"], state = "open", html_url = "https://github.test/acme/shop/issues/1", assignees = new[] { new { login = "ada" } }, created_at = StubGitHub.At(1) });
            if (creates)
            {
                issues.Add(made);
                github.Document("/repos/acme/shop/issues/1", made.DeepClone());
            }

            context.Response.StatusCode = answers ? 201 : 502;
            await context.Response.WriteAsJsonAsync<JsonNode>(answers ? made : new JsonObject { ["message"] = "Server Error" });
            return true;
        };
        return github;
    }
}
