using Cto.Connectors.Jira;
using Cto.Domain;
using Cto.Domain.Planning;
using static Cto.Connectors.Tests.Jira.StubJira;

namespace Cto.Connectors.Tests.Jira;

public sealed class JiraSprintTests
{
    // Sprint 7 ran from hour 10 to hour 20.
    private static readonly object Closed = SprintOf(7, "closed", 10, 19, 20);

    [Fact]
    public async Task What_was_in_a_sprint_is_found_again_from_the_histories()
    {
        await using var jira = await StubJira.StartAsync();
        jira.Sprints.Add(Node(Closed));
        // Committed with 3 points, estimated anew within the sprint, done in it; put into a later sprint's field only after.
        jira.Add(1, 30, new { customfield_10016 = 5.0, customfield_10020 = new[] { Closed } },
            History(1, 5, SprintChange("", "7"), PointsChange(null, "3")), History(2, 12, PointsChange("3", "5")), History(3, 15, StatusChange("To Do", "Done")), History(4, 25, StatusChange("Done", "To Do")));
        // Added after the start, not done.
        jira.Add(2, 31, new { status = Status("In Progress"), customfield_10020 = new[] { Closed } }, History(5, 11, SprintChange("", "7")));
        // Committed, and taken out: the field does not name the sprint any more.
        jira.Add(3, 32, new { status = Status("To Do"), customfield_10016 = 8.0 }, History(6, 5, SprintChange("", "7")), History(7, 13, SprintChange("7", "")));
        // In it before the start only.
        jira.Add(4, 33, null, History(8, 5, SprintChange("", "7")), History(9, 9, SprintChange("7", "")));
        // Made in the sprint: no history at all.
        jira.Add(5, 34, new { created = Text(At(14)), customfield_10016 = 1.0, customfield_10020 = new[] { Closed } });

        var lines = (await JiraIssueTests.PullAsync(jira)).OfType<SprintItem>().ToList();

        Assert.Equal(
            [
                ("1", SprintMoment.Start, 3.0, StatusCategory.Todo), ("1", SprintMoment.Close, 5.0, StatusCategory.Done),
                ("2", SprintMoment.Close, null, StatusCategory.InProgress),
                ("3", SprintMoment.Start, 8.0, StatusCategory.Todo),
                ("5", SprintMoment.Close, 1.0, StatusCategory.Done),
            ],
            lines.Select(line => (line.WorkItem[^1..], line.Moment, line.Points, line.StatusCategory)).Order());
        Assert.All(lines, line => Assert.Equal(line.Moment is SprintMoment.Start ? At(10) : At(20), line.At));
    }

    [Fact]
    public async Task A_line_that_is_wrong_now_is_withdrawn()
    {
        await using var jira = await StubJira.StartAsync();
        jira.Sprints.Add(Node(Closed));
        jira.Add(4, 33, null, History(8, 5, SprintChange("", "7")), History(9, 9, SprintChange("7", "")));
        await using var services = Connectors.Start();

        var (pages, _) = await services.Connector("jira").PagesAsync(jira.Source(), JiraStreams.Issues);

        var site = $"jira:{jira.Http.Address.Authority}";
        Assert.Equal([new(FactKinds.SprintItem, $"{site}/sprint/7/start/10004"), new(FactKinds.SprintItem, $"{site}/sprint/7/close/10004")], pages.SelectMany(page => page.Withdrawn));
    }

    [Fact]
    public async Task A_sprint_that_comes_has_a_planned_start_and_no_snapshot()
    {
        await using var jira = await StubJira.StartAsync();
        jira.Sprints.Add(Node(SprintOf(8, "future", 10, 20)));
        jira.Add(1, 12, new { customfield_10020 = new[] { SprintOf(8, "future", 10, 20) } });

        Assert.Empty((await JiraIssueTests.PullAsync(jira)).OfType<SprintItem>());
        var sprint = Assert.Single((await JiraIssueTests.PullAsync(jira, JiraStreams.Sprints)).OfType<Sprint>());
        Assert.Equal((SprintState.Future, At(10), At(20), null, "Payments", "PAY"), (sprint.State, sprint.StartsAt!.Value, sprint.EndsAt!.Value, sprint.ClosedAt, sprint.Team, sprint.Project));
    }

    [Fact]
    public async Task A_sprint_that_was_started_and_closed_has_its_snapshots_though_no_issue_changed()
    {
        await using var jira = await StubJira.StartAsync();
        var issue = jira.Add(1, 5, new { status = Status("To Do"), customfield_10016 = 3.0, customfield_10020 = new[] { SprintOf(7, "future") } });
        jira.Sprints.Add(Node(SprintOf(7, "future")));
        await using var services = Connectors.Start();
        var (connector, source) = (services.Connector("jira"), jira.Source());
        var (first, _) = await connector.PagesAsync(source, JiraStreams.Sprints);
        Assert.Empty(first.Facts().OfType<SprintItem>());

        Set(SprintOf(7, "active", 10, 20));
        var (second, _) = await connector.PagesAsync(source, JiraStreams.Sprints, first.Cursor());
        Set(SprintOf(7, "closed", 10, 20, 21));
        var (third, _) = await connector.PagesAsync(source, JiraStreams.Sprints, second.Cursor());
        jira.Http.Forget();
        var (fourth, _) = await connector.PagesAsync(source, JiraStreams.Sprints, third.Cursor());

        var started = Assert.Single(second.Facts().OfType<SprintItem>());
        Assert.Equal((SprintMoment.Start, 3.0, At(10)), (started.Moment, started.Points, started.At));
        Assert.Equal([SprintMoment.Start, SprintMoment.Close], third.Facts().OfType<SprintItem>().Select(line => line.Moment));
        Assert.Equal(At(21), third.Facts().OfType<Sprint>().Single().ClosedAt);
        Assert.Empty(fourth.Facts().OfType<SprintItem>());
        Assert.Equal(2, jira.Http.Requests.Count);

        void Set(object sprint)
        {
            jira.Sprints[0] = Node(sprint);
            issue["fields"]![StubJira.Sprint]![0] = Node(sprint);
        }
    }

    [Fact]
    public async Task A_sprint_that_is_gone_is_told()
    {
        await using var jira = await StubJira.StartAsync();
        jira.Add(4, 33, null, History(8, 5, SprintChange("", "99")), History(9, 9, SprintChange("99", "")));
        await using var services = Connectors.Start();

        var (pages, fault) = await services.Connector("jira").PagesAsync(jira.Source(), JiraStreams.Issues);

        Assert.Null(fault);
        Assert.Contains(pages.SelectMany(page => page.Warnings), warning => warning.StartsWith("1 sprints", StringComparison.Ordinal));
    }
}
