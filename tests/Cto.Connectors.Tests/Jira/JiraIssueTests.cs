using Cto.Connectors.Jira;
using Cto.Domain;
using Cto.Domain.Planning;
using Cto.Domain.Sources;
using Microsoft.AspNetCore.Http;
using static Cto.Connectors.Tests.Jira.StubJira;

namespace Cto.Connectors.Tests.Jira;

public sealed class JiraIssueTests
{
    [Fact]
    public async Task An_issue_says_what_it_says()
    {
        await using var jira = await StubJira.StartAsync();
        jira.Add(1, 9, new
        {
            parent = new { id = "10002", key = "PAY-2", fields = new { issuetype = new { name = "Epic", hierarchyLevel = 1 } } },
            duedate = "2026-12-24",
            customfield_10016 = 5.0,
            customfield_10020 = new[] { SprintOf(7, "closed", 1, 5, 6), SprintOf(8, "active", 6, 20) },
            customfield_10021 = new[] { new { value = "Impediment" } },
            issuelinks = new object[]
            {
                new { type = new { name = "Blocks", inward = "is blocked by" }, inwardIssue = new { id = "3", key = "PAY-3", fields = new { status = Status("To Do") } } },
                new { type = new { name = "Blocks", inward = "is blocked by" }, inwardIssue = new { id = "4", key = "PAY-4", fields = new { status = Status("Done") } } },
                new { type = new { name = "Blocks", inward = "is blocked by" }, outwardIssue = new { id = "5", key = "PAY-5", fields = new { status = Status("To Do") } } },
                new { type = new { name = "Relates", inward = "relates to" }, inwardIssue = new { id = "6", key = "PAY-6", fields = new { status = Status("To Do") } } },
            },
        }, History(1, 2, StatusChange("To Do", "In Progress")), History(2, 3, StatusChange("In Progress", "Done")), History(3, 4, StatusChange("Done", "In Progress")), History(4, 8, StatusChange("In Progress", "Done")));

        var facts = await PullAsync(jira);

        var item = Assert.Single(facts.OfType<WorkItem>());
        var site = $"jira:{jira.Http.Address.Authority}";
        Assert.Equal(($"{site}/issue/10001", "PAY-1", "PAY", "Payments", "Story", "Item 1"), (item.Key, item.Code, item.Project, item.Team, item.Type, item.Title));
        Assert.Equal(("Done", StatusCategory.Done, "High", 5.0, "Ada Ames"), (item.Status, item.StatusCategory, item.Priority, item.Points, item.Assignee));
        Assert.Equal(($"{site}/issue/10002", $"{site}/sprint/8", null), (item.Epic, item.Sprint, item.Parent));
        Assert.Equal(["Flagged", "PAY-3"], item.BlockedBy);
        Assert.Equal(["post-mortem"], item.Labels!);
        Assert.Equal(["payments-api"], item.Components!);
        Assert.Equal((At(0), At(2), At(8), At(9)), (item.CreatedAt, item.StartedAt!.Value, item.DoneAt!.Value, item.ChangedAt!.Value));
        Assert.Equal(new DateTimeOffset(2026, 12, 24, 0, 0, 0, TimeSpan.Zero), item.DueAt);
        Assert.Equal($"{jira.Http.Address}browse/PAY-1", item.Url);
    }

    [Fact]
    public async Task An_epic_is_none_of_the_items()
    {
        await using var jira = await StubJira.StartAsync();
        jira.Add(2, 9, new { summary = "Q2-Payments-Refactor", issuetype = new { name = "Epic", hierarchyLevel = 1 }, status = Status("In Progress") }, History(1, 2, StatusChange("To Do", "In Progress")));

        var epic = Assert.IsType<Epic>(Assert.Single(await PullAsync(jira)));

        Assert.Equal(("PAY-2", "Q2-Payments-Refactor", StatusCategory.InProgress, "Ada Ames", "Payments", null), (epic.Code, epic.Name, epic.StatusCategory, epic.Owner, epic.Team, epic.DoneAt));
    }

    [Fact]
    public async Task The_history_tells_the_fields_that_are_kept()
    {
        await using var jira = await StubJira.StartAsync();
        jira.Add(1, 9, null,
            History(1, 1, StatusChange("To Do", "In Progress"), PointsChange(null, "3"), Change("description", "description", null, "a", null, "b")),
            History(2, 2, SprintChange("7", "7, 8"), Change("assignee", "assignee", "a", "Ada", "b", "Bob")),
            History(3, 3, Change("Epic Link", EpicLink, "10002", "PAY-2", "10003", "PAY-3"), Change("IssueParentAssociation", null, "10002", "PAY-2", "10003", "PAY-3")),
            History(4, 4, Change("Flagged", Flagged, null, null, "[10019]", "Impediment"), Change("Link", null, null, null, "PAY-9", "This issue is blocked by PAY-9"), Change("Link", null, null, null, "PAY-8", "This issue blocks PAY-8")));

        var changes = (await PullAsync(jira)).OfType<WorkItemChange>().ToList();

        var site = $"jira:{jira.Http.Address.Authority}";
        Assert.Equal(
            [
                (WorkItemField.Status, "To Do", "In Progress", StatusCategory.InProgress),
                (WorkItemField.Points, null, "3", null),
                (WorkItemField.Sprint, $"{site}/sprint/7", $"{site}/sprint/8", null),
                (WorkItemField.Assignee, "Ada", "Bob", null),
                (WorkItemField.Epic, $"{site}/issue/10002", $"{site}/issue/10003", null),
                (WorkItemField.Blocked, null, "Impediment", null),
                (WorkItemField.Blocked, null, "PAY-9", (StatusCategory?)null),
            ],
            changes.Select(change => (change.Field, change.From, change.To, change.ToCategory)));
        Assert.Equal(changes.Count, changes.Select(change => change.Key).Distinct().Count());
        Assert.All(changes, change => Assert.Equal((change.At, "Ada Ames", $"{site}/issue/10001"), (change.ChangedAt!.Value, change.Author!, change.WorkItem)));
    }

    [Fact]
    public async Task A_long_history_is_read_to_its_beginning()
    {
        await using var jira = await StubJira.StartAsync();
        jira.HistorySize = 1;
        jira.Add(1, 9, null, [.. Enumerable.Range(1, 5).Select(i => History(i, i, PointsChange($"{i - 1}", $"{i}")))]);

        var changes = (await PullAsync(jira)).OfType<WorkItemChange>();

        Assert.Equal(["1", "2", "3", "4", "5"], changes.Select(change => change.To));
        Assert.Equal(3, jira.Http.Requests.Count(request => request.Target.StartsWith("/rest/api/3/issue/10001/changelog", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("Etc/UTC", "2026-11-01 02:25")]
    [InlineData("Asia/Shanghai", "2026-11-01 10:25")]
    [InlineData("America/New_York", "2026-10-31 22:25")]
    [InlineData(null, "2026-10-31 14:25")]
    public async Task Only_what_changed_is_asked_for_in_the_zone_of_who_asks(string? zone, string since)
    {
        await using var jira = await StubJira.StartAsync();
        jira.Zone = zone;
        jira.Add(1, 1);
        jira.Add(2, 2.5);
        await using var services = Connectors.Start();
        var source = jira.Source();
        var (first, _) = await services.Connector("jira").PagesAsync(source, JiraStreams.Issues);
        jira.Http.Forget();

        jira.Add(3, 3);
        var (second, fault) = await services.Connector("jira").PagesAsync(source, JiraStreams.Issues, first.Cursor());

        Assert.Null(fault);
        var request = Assert.Single(jira.Http.Requests);
        Assert.Contains($"updated >= \"{since}\"", Uri.UnescapeDataString(request.Target).Replace('+', ' '), StringComparison.Ordinal);
        Assert.Contains("PAY-3", second.Facts().OfType<WorkItem>().Select(item => item.Code));
        Assert.True(second.Cursor() != first.Cursor());
    }

    [Fact]
    public async Task Pages_are_followed_and_each_is_a_place_to_go_on_from()
    {
        await using var jira = await StubJira.StartAsync();
        jira.PageSize = 2;
        for (var id = 1; id <= 5; id++)
        {
            jira.Add(id, id);
        }

        await using var services = Connectors.Start();
        var source = jira.Source();
        var (pages, fault) = await services.Connector("jira").PagesAsync(source, JiraStreams.Issues);

        Assert.Null(fault);
        Assert.Equal([["PAY-1", "PAY-2"], ["PAY-3", "PAY-4"], ["PAY-5"]], pages.Select(page => page.Facts.OfType<WorkItem>().Select(item => item.Code!)));
        Assert.Equal([0.4, 0.8, 1], pages.Select(page => page.Progress!.Share));

        var (resumed, _) = await services.Connector("jira").PagesAsync(source, JiraStreams.Issues, pages[0].Cursor);
        Assert.Equal(["PAY-2", "PAY-3", "PAY-4", "PAY-5"], resumed.Facts().OfType<WorkItem>().Select(item => item.Code!));
    }

    [Fact]
    public async Task A_blocked_issue_is_free_when_the_other_is_done_though_it_did_not_change()
    {
        await using var jira = await StubJira.StartAsync();
        var blocked = jira.Add(1, 1, new { issuelinks = new[] { new { type = new { name = "Blocks", inward = "is blocked by" }, inwardIssue = new { id = "10002", key = "PAY-2", fields = new { status = Status("To Do") } } } } });
        await using var services = Connectors.Start();
        var source = jira.Source();
        var (first, _) = await services.Connector("jira").PagesAsync(source, JiraStreams.Issues);
        Assert.Equal(["PAY-2"], Assert.Single(first.Facts().OfType<WorkItem>()).BlockedBy);

        blocked["fields"]!["issuelinks"]![0]!["inwardIssue"]!["fields"]!["status"] = Node(Status("Done"));
        jira.Add(2, 5, new { issuelinks = new[] { new { type = new { name = "Blocks", inward = "is blocked by" }, outwardIssue = new { id = "10001", key = "PAY-1", fields = new { status = Status("To Do") } } } } }, History(1, 5, StatusChange("To Do", "Done")));
        var (second, _) = await services.Connector("jira").PagesAsync(source, JiraStreams.Issues, first.Cursor());

        Assert.Empty(second.Facts().OfType<WorkItem>().Single(item => item.Code == "PAY-1").BlockedBy!);
    }

    [Fact]
    public async Task Server_tells_epics_by_code_and_sprints_by_text_and_pages_by_position()
    {
        await using var jira = await StubJira.StartAsync(server: true);
        jira.PageSize = 2;
        jira.Add(1, 1, new { issuetype = new { name = "Epic", subtask = false } });
        for (var id = 2; id <= 5; id++)
        {
            jira.Add(id, id, new
            {
                issuetype = new { name = "Story", subtask = false },
                customfield_10014 = "PAY-1",
                customfield_10020 = new[] { "com.atlassian.greenhopper.service.sprint.Sprint@1[id=7,rapidViewId=1,state=ACTIVE,name=Sprint 7, the long one,startDate=2026-11-01T00:30:00.000Z,endDate=2026-11-14T00:00:00.000Z,completeDate=<null>,activatedDate=2026-11-01T00:45:00.000Z,sequence=7,goal=]" },
            });
        }

        await using var services = Connectors.Start();
        var source = jira.Source().With(("deployment", "auto"));
        var (pages, fault) = await services.Connector("jira").PagesAsync(source with { Credentials = new("pat", source.Credentials!.Fields) }, JiraStreams.Issues);

        Assert.Null(fault);
        var items = pages.Facts().OfType<WorkItem>().DistinctBy(item => item.Key).ToList();
        var site = $"jira:{jira.Http.Address.Authority}";
        Assert.Equal(4, items.Count);
        Assert.All(items, item => Assert.Equal(($"{site}/issue/10001", $"{site}/sprint/7"), (item.Epic, item.Sprint)));
        Assert.Equal(4, pages.Facts().OfType<SprintItem>().DistinctBy(line => line.Key).Count(line => line.At == At(0.75)));
        Assert.All(jira.Http.Requests, request => Assert.DoesNotContain("/rest/api/3/", request.Target, StringComparison.Ordinal));
        Assert.Equal("Bearer t0k3n", jira.Http.Requests[^1].Header("Authorization"));
    }

    [Theory]
    [InlineData(JiraStreams.Projects, "/rest/api/3/project/search")]
    [InlineData(JiraStreams.Sprints, "/rest/agile/1.0/board")]
    public async Task Positions_that_lead_nowhere_are_given_up(string stream, string path)
    {
        await using var jira = await StubJira.StartAsync();
        jira.Misbehave = context => context.Request.Path == path ? Results.Json(new { isLast = false, values = new[] { new { id = 1, key = "PAY", name = "Payments", type = "scrum" } } }) : null;
        await using var services = Connectors.Start();

        var (_, fault) = await services.Connector("jira").PagesAsync(jira.Source(), stream);

        Assert.Equal(SourceFault.UnexpectedReply, fault!.Fault);
        Assert.Contains("have no end", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Credentials_that_Jira_treats_as_a_stranger_are_refused()
    {
        await using var jira = await StubJira.StartAsync();
        jira.Misbehave = context =>
        {
            context.Response.Headers["X-Seraph-LoginReason"] = "AUTHENTICATED_FAILED";
            return null;
        };
        await using var services = Connectors.Start();

        var (_, fault) = await services.Connector("jira").PagesAsync(jira.Source(), JiraStreams.Issues);

        Assert.Equal(SourceFault.Unauthorized, fault!.Fault);
    }

    internal static async Task<List<Fact>> PullAsync(StubJira jira, string stream = JiraStreams.Issues)
    {
        await using var services = Connectors.Start();
        var (pages, fault) = await services.Connector("jira").PagesAsync(jira.Source(), stream);
        Assert.Null(fault);
        return [.. pages.Facts()];
    }
}
