using Cto.Connectors.Asana;
using Cto.Domain.Planning;
using Cto.Domain.Sources;
using Microsoft.AspNetCore.Http;
using static Cto.Connectors.Tests.Asana.StubAsana;

namespace Cto.Connectors.Tests.Asana;

public sealed class AsanaPullTests
{
    // One that is made while the list is read moves others to the next page.
    [Fact]
    public async Task A_project_that_stands_in_the_list_twice_is_one()
    {
        await using var asana = await StubAsana.StartAsync();
        asana.Add("1", 9);
        var project = new { gid = "p1", name = "Campaign" };
        asana.Misbehave = request => request.Path == "/projects" ? Results.Json(new { data = new[] { project, project } }) : null;

        Assert.Single((await PullAsync(asana)).OfType<WorkItem>());
    }

    [Fact]
    public async Task A_task_says_what_it_says()
    {
        await using var asana = await StubAsana.StartAsync();
        asana.Add("1", 9, new
        {
            name = "Landing page",
            completed = true,
            completed_at = At(8),
            due_on = "2026-12-24",
            assignee = new { name = "Ada Ames" },
            permalink_url = "https://app.asana.com/0/p1/1",
            tags = new[] { new { name = "web" } },
            custom_fields = new object[] { new { name = "Story points", number_value = 3.0 }, new { name = "Priority", display_value = "High" }, new { name = "Budget", number_value = 900.0 } },
            memberships = new object[] { new { project = new { gid = "elsewhere" } }, new { project = new { gid = "p1" }, section = new { name = "Live" } } },
        });
        asana.Tell("1",
            new { gid = "s1", resource_subtype = "section_changed", created_at = At(2), created_by = new { name = "Ada Ames" }, old_section = new { name = "To do" }, new_section = new { name = "In progress" } },
            new { gid = "s2", resource_subtype = "assigned", created_at = At(3), assignee = new { name = "Ada Ames" } },
            new { gid = "s3", resource_subtype = "number_custom_field_changed", created_at = At(4), custom_field = new { name = "Story points" }, new_number_value = 3.0 },
            new { gid = "s4", resource_subtype = "number_custom_field_changed", created_at = At(4), custom_field = new { name = "Budget" }, new_number_value = 900.0 },
            new { gid = "s5", resource_subtype = "comment_added", created_at = At(5), text = "hello" },
            new { gid = "s6", resource_subtype = "marked_complete", created_at = At(8) });

        var facts = await PullAsync(asana);

        var item = Assert.Single(facts.OfType<WorkItem>());
        Assert.Equal(("asana:task/1", "Campaign", "Growth", "Task", "Landing page", "Live"), (item.Key, item.Project, item.Team, item.Type, item.Title, item.Status));
        Assert.Equal((StatusCategory.Done, 3.0, "High", "Ada Ames", "https://app.asana.com/0/p1/1"), (item.StatusCategory, item.Points, item.Priority, item.Assignee, item.Url));
        Assert.Equal((At(2), At(8), At(9)), (Text(item.StartedAt), Text(item.DoneAt), Text(item.ChangedAt)));
        Assert.Equal(["web"], item.Labels!);
        Assert.Equal(
            [
                ("asana:story/s1", WorkItemField.Status, "To do", "In progress", StatusCategory.InProgress),
                ("asana:story/s2", WorkItemField.Assignee, null, "Ada Ames", null),
                ("asana:story/s3", WorkItemField.Points, null, "3", null),
                ("asana:story/s6", WorkItemField.Status, null, "Completed", (StatusCategory?)StatusCategory.Done),
            ],
            facts.OfType<WorkItemChange>().Select(change => (change.Key, change.Field, change.From, change.To, change.ToCategory)));
    }

    [Fact]
    public async Task What_a_task_waits_for_blocks_it_until_that_is_done()
    {
        await using var asana = await StubAsana.StartAsync();
        asana.Add("1", 9, new { dependencies = new[] { new { gid = "2" }, new { gid = "3" } } });
        var other = asana.Add("2", 9, new { name = "Texts", dependents = new[] { new { gid = "1" } } });
        asana.Add("3", 9, new { completed = true, completed_at = At(9) });
        await using var services = Connectors.Start();
        var (first, _) = await services.Connector("asana").PagesAsync(asana.Source(), AsanaStreams.Tasks);
        Assert.Equal(["Texts"], first.Facts().OfType<WorkItem>().Single(item => item.Key == "asana:task/1").BlockedBy!);

        (other["completed"], other["completed_at"], other["modified_at"]) = (true, At(40), At(40));
        var (second, _) = await services.Connector("asana").PagesAsync(asana.Source(), AsanaStreams.Tasks, first.Cursor());

        Assert.Empty(second.Facts().OfType<WorkItem>().Single(item => item.Key == "asana:task/1").BlockedBy!);
    }

    [Fact]
    public async Task Pages_are_followed_a_pull_goes_on_where_it_broke_off_and_then_only_what_is_new()
    {
        await using var asana = await StubAsana.StartAsync();
        asana.PageSize = 2;
        for (var id = 1; id <= 5; id++)
        {
            asana.Add($"{id}", id);
        }

        await using var services = Connectors.Start();
        var connector = services.Connector("asana");
        var (pages, fault) = await connector.PagesAsync(asana.Source(), AsanaStreams.Tasks);
        var (resumed, _) = await connector.PagesAsync(asana.Source(), AsanaStreams.Tasks, pages[1].Cursor);
        asana.Http.Forget();
        asana.Add("6", 40);
        var (news, _) = await connector.PagesAsync(asana.Source(), AsanaStreams.Tasks, pages.Cursor());

        Assert.Null(fault);
        Assert.Equal([["1", "2"], ["3", "4"], ["5"]], pages.Select(page => page.Facts.OfType<WorkItem>().Select(item => item.Key["asana:task/".Length..])));
        Assert.Equal(["asana:task/5"], resumed.Facts().OfType<WorkItem>().Select(item => item.Key));
        Assert.Equal(["asana:task/6"], news.Facts().OfType<WorkItem>().Select(item => item.Key));
        Assert.Equal(4, asana.Http.Requests.Count);
    }

    [Fact]
    public async Task A_page_that_Asana_forgot_is_read_from_the_beginning()
    {
        await using var asana = await StubAsana.StartAsync();
        asana.PageSize = 1;
        asana.Add("1", 1);
        asana.Add("2", 2);
        await using var services = Connectors.Start();
        var (pages, _) = await services.Connector("asana").PagesAsync(asana.Source(), AsanaStreams.Tasks);
        var refused = false;
        asana.Misbehave = request => request.Query.ContainsKey("offset") && !refused && (refused = true)
            ? Results.Json(new { errors = new[] { new { message = "offset: Your pagination token has expired." } } }, statusCode: 400)
            : null;

        var (resumed, fault) = await services.Connector("asana").PagesAsync(asana.Source(), AsanaStreams.Tasks, pages[0].Cursor);

        Assert.Null(fault);
        Assert.Equal(["asana:task/1", "asana:task/2"], resumed.Facts().OfType<WorkItem>().Select(item => item.Key));
    }

    [Theory]
    [InlineData(401, "Not Authorized", SourceFault.Unauthorized, "Asana does not accept the credentials: Not Authorized.")]
    [InlineData(402, "Premium only", SourceFault.Forbidden, "Asana's plan of this workspace does not include it: Premium only.")]
    [InlineData(403, "This requires the scope tasks:read", SourceFault.Forbidden, "The token lacks a scope for /users/me: This requires the scope tasks:read.")]
    [InlineData(429, "Slow down", SourceFault.Throttled, "Asana asks us to wait: Slow down.")]
    public async Task A_refusal_is_the_fault_that_it_is(int status, string words, SourceFault expected, string message)
    {
        await using var asana = await StubAsana.StartAsync();
        asana.Misbehave = _ => Results.Json(new { errors = new[] { new { message = words } } }, statusCode: status);
        await using var services = Connectors.Start();

        var fault = await Assert.ThrowsAsync<SourceException>(() => services.Connector("asana").CheckAsync(asana.Source(), TestContext.Current.CancellationToken));

        Assert.Equal((expected, message), (fault.Fault, fault.Message));
    }

    [Fact]
    public async Task Projects_are_told_and_a_good_connection_says_what_is_in_reach()
    {
        await using var asana = await StubAsana.StartAsync();
        await using var services = Connectors.Start();

        var check = await services.Connector("asana").CheckAsync(asana.Source(), TestContext.Current.CancellationToken);
        var (pages, _) = await services.Connector("asana").PagesAsync(asana.Source(), AsanaStreams.Projects);
        var nowhere = await Assert.ThrowsAsync<SourceException>(() => services.Connector("asana").CheckAsync(asana.Source().With(("workspaces", "Other")), TestContext.Current.CancellationToken));

        Assert.Equal("Connected as Cleo to Acme: 2 projects in reach.", check.Summary);
        Assert.Equal([("asana:project/p1", "Campaign", "Growth", "Olga", false), ("asana:project/p2", "Old", null, null, true)], pages.Facts().Cast<Project>().Select(project => (project.Key, project.Name, project.Team, project.Lead, project.Archived)));
        Assert.Equal(SourceFault.NotFound, nowhere.Fault);
    }

    private static string? Text(DateTimeOffset? at) => at?.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", null);

    private static async Task<List<Domain.Fact>> PullAsync(StubAsana asana)
    {
        await using var services = Connectors.Start();
        var (pages, fault) = await services.Connector("asana").PagesAsync(asana.Source(), AsanaStreams.Tasks);
        Assert.Null(fault);
        return [.. pages.Facts()];
    }
}
