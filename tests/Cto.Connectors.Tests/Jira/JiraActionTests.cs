using System.Text.Json.Nodes;
using Cto.Domain.Planning;
using Cto.Domain.Sources;
using Cto.Domain.Sources.Actions;
using Microsoft.Extensions.DependencyInjection;

namespace Cto.Connectors.Tests.Jira;

public sealed class JiraActionTests : IAsyncDisposable
{
    private static readonly CreateIssue Investigate = new()
    {
        Id = Guid.Parse("0f8fad5b-d9cb-469f-a165-70867728950e"),
        Place = "payments",
        Title = "Investigate the S3 cost spike",
        Body = "Costs rose by **40 %**.",
        Priority = "High",
        Labels = ["cost spike"],
        Team = "Payments",
        DueOn = new(2026, 12, 1),
        Attachments = [new("cost.png", "image/png", new byte[] { 0x89, 0x50, 0x4E, 0x47 })],
    };

    private readonly ServiceProvider _services = Connectors.Start();

    [Fact]
    public async Task An_issue_is_created_with_all_that_was_wanted_and_read_back()
    {
        await using var upstream = await WritableJira.StartAsync();

        var outcome = await ActAsync(upstream, Investigate);

        Assert.Equal("PAY-1 is in Payments: Investigate the S3 cost spike (priority High, assigned to Lea Lead, 1 file attached).", outcome.Summary);
        Assert.Equal(("PAY-1", $"{upstream.Jira.Http.Address}browse/PAY-1"), (outcome.Name, outcome.Url));
        var item = Assert.IsType<WorkItem>(Assert.Single(outcome.Facts));
        Assert.Equal(("PAY-1", "Task", "High", "Lea Lead"), (item.Code, item.Type, item.Priority, item.Assignee));
        Assert.Equal(["cost-spike", "cto-0f8fad5bd9cb469f"], item.Labels!);

        var (create, attach) = (upstream.Writes[0], upstream.Writes[1]);
        var fields = JsonNode.Parse(create.Body)!["fields"]!;
        Assert.Equal("""{"type":"doc","version":1,"content":[{"type":"paragraph","content":[{"type":"text","text":"Costs rose by "},{"type":"text","text":"40 %","marks":[{"type":"strong"}]},{"type":"text","text":"."}]}]}""", fields["description"]!.ToJsonString());
        Assert.Equal(("2026-12-01", "PAY"), ((string?)fields["duedate"], (string?)fields["project"]!["key"]));
        Assert.Equal("no-check", attach.Header("X-Atlassian-Token"));
        Assert.Contains("name=file; filename=cost.png", attach.Body.Replace("\"", "", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.True(attach.Bytes.AsSpan().IndexOf((ReadOnlySpan<byte>)[0x89, 0x50, 0x4E, 0x47]) > 0);
    }

    [Fact]
    public async Task The_same_action_twice_is_one_issue_with_one_file()
    {
        await using var upstream = await WritableJira.StartAsync();

        var first = await ActAsync(upstream, Investigate);
        var second = await ActAsync(upstream, Investigate);

        Assert.Equal(first.Summary, second.Summary);
        Assert.Equal((1, 2), (upstream.Jira.Issues.Count, upstream.Writes.Count));
    }

    [Fact]
    public async Task An_attempt_whose_answer_was_lost_is_found_and_finished()
    {
        await using var upstream = await WritableJira.StartAsync();
        upstream.SwallowsAnswers = true;

        // The issue is found at once by its label; that the file arrived is not known.
        var fault = await Assert.ThrowsAsync<SourceException>(() => ActAsync(upstream, Investigate));
        Assert.StartsWith("PAY-1 was created, but cost.png is not known to be attached", fault.Message, StringComparison.Ordinal);
        upstream.SwallowsAnswers = false;
        var outcome = await ActAsync(upstream, Investigate);

        Assert.Equal("PAY-1", outcome.Name);
        Assert.Single(upstream.Jira.Issues);
        Assert.Single(upstream.Jira.Issues[0]["fields"]!["attachment"]!.AsArray());
    }

    [Fact]
    public async Task An_attempt_that_may_not_have_arrived_is_not_called_a_success()
    {
        await using var upstream = await WritableJira.StartAsync();
        upstream.DropsWrites = true;

        var fault = await Assert.ThrowsAsync<SourceException>(() => ActAsync(upstream, Investigate));

        Assert.Equal(SourceFault.Unavailable, fault.Fault);
        Assert.StartsWith("It is not known whether Jira created the issue", fault.Message, StringComparison.Ordinal);
        Assert.Contains("cto-0f8fad5bd9cb469f", fault.Remedy, StringComparison.Ordinal);
        Assert.Single(upstream.Writes);
    }

    [Fact]
    public async Task That_nobody_to_assign_can_be_looked_up_leaves_nothing_unknown()
    {
        await using var upstream = await WritableJira.StartAsync();
        upstream.HidesPeople = true;

        var fault = await Assert.ThrowsAsync<SourceException>(() => ActAsync(upstream, Investigate));

        Assert.Equal(SourceFault.Unavailable, fault.Fault);
        Assert.DoesNotContain("not known whether", fault.Message, StringComparison.Ordinal);
        Assert.Empty(upstream.Writes);
    }

    [Fact]
    public async Task A_team_without_a_lead_gives_it_to_the_one_with_the_least_open_work()
    {
        await using var upstream = await WritableJira.StartAsync();
        upstream.Jira.Projects[0].Remove("lead");
        upstream.Assignable.Add(new { accountId = "b", displayName = "Bob Busy", active = true });
        upstream.Assignable.Add(new { accountId = "z", displayName = "Aaron Stranger", active = true });
        upstream.Jira.Add(1, 1);
        for (var id = 2; id <= 4; id++)
        {
            upstream.Jira.Add(id, id, new { assignee = new { accountId = "b", displayName = "Bob Busy" } });
        }

        Assert.Contains("assigned to Ada Ames", (await ActAsync(upstream, Investigate)).Summary, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ada@acme.test", "assigned to Ada Ames", null)]
    [InlineData("acme.test", null, "'acme.test' can mean Ada Ames, Lea Lead.")]
    [InlineData("nobody@acme.test", null, "Jira finds nobody for 'nobody@acme.test'.")]
    public async Task A_named_assignee_is_found_or_the_message_says_why_not(string name, string? expected, string? message)
    {
        await using var upstream = await WritableJira.StartAsync();
        var action = Investigate with { Assignee = name };

        if (expected is not null)
        {
            Assert.Contains(expected, (await ActAsync(upstream, action)).Summary, StringComparison.Ordinal);
        }
        else
        {
            Assert.Equal(message, (await Assert.ThrowsAsync<SourceException>(() => ActAsync(upstream, action))).Message);
            Assert.Empty(upstream.Writes);
        }
    }

    [Fact]
    public async Task An_unknown_project_is_named()
    {
        await using var upstream = await WritableJira.StartAsync();

        var fault = await Assert.ThrowsAsync<SourceException>(() => ActAsync(upstream, Investigate with { Place = "MARS" }));

        Assert.Equal((SourceFault.NotFound, "Jira has no project 'MARS' that the account may see."), (fault.Fault, fault.Message));
    }

    [Fact]
    public async Task A_comment_is_made_once_even_when_its_answer_was_lost()
    {
        await using var upstream = await WritableJira.StartAsync();
        upstream.Jira.Add(1, 1);
        upstream.SwallowsAnswers = true;
        var comment = new AddComment($"jira:{upstream.Jira.Http.Address.Authority}/issue/10001", "See [the graph](https://acme.test).") { Id = Guid.NewGuid() };

        var first = await ActAsync(upstream, comment);
        var second = await ActAsync(upstream, comment with { Item = "PAY-1" });

        Assert.Equal(("PAY-1 has the comment.", $"{upstream.Jira.Http.Address}browse/PAY-1?focusedCommentId=1"), (first.Summary, first.Url));
        Assert.Equal(first.Url, second.Url);
        Assert.Single(upstream.Comments);
    }

    [Fact]
    public async Task An_issue_is_moved_by_name_and_only_when_it_is_elsewhere()
    {
        await using var upstream = await WritableJira.StartAsync();
        upstream.Jira.Add(1, 1, new { status = StubJira.Status("To Do") });

        var moved = await ActAsync(upstream, new MoveItem("PAY-1", "in progress") { Id = Guid.NewGuid() });
        await ActAsync(upstream, new MoveItem("PAY-1", "In Progress") { Id = Guid.NewGuid() });
        var fault = await Assert.ThrowsAsync<SourceException>(() => ActAsync(upstream, new MoveItem("PAY-1", "Released") { Id = Guid.NewGuid() }));

        Assert.Equal("PAY-1 is In Progress.", moved.Summary);
        Assert.Equal(StatusCategory.InProgress, Assert.IsType<WorkItem>(Assert.Single(moved.Facts)).StatusCategory);
        Assert.Equal("""{"transition":{"id":"21"}}""", Assert.Single(upstream.Writes).Body);
        Assert.Equal(("PAY-1 is In Progress and cannot go to 'Released'.", "It can go to In Progress."), (fault.Message, fault.Remedy));
    }

    public ValueTask DisposeAsync() => _services.DisposeAsync();

    private Task<ActionOutcome> ActAsync(WritableJira upstream, SourceAction action) => _services.Connector("jira").Actions!.ActAsync(upstream.Jira.Source(), action, TestContext.Current.CancellationToken);
}
