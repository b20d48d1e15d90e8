extern alias upstreams;

using System.Text.Json;
using Cto.Web.Tests.Endpoints.Sources;
using upstreams::Cto.Upstreams.Faults;
using upstreams::Cto.Upstreams.OAuth;
using upstreams::Cto.Upstreams.World.Stories;

namespace Cto.Web.Tests.EndToEnd.Company;

/// <summary>What the program does at the vendors, and what they have of it afterwards.</summary>
public sealed class ActionTests(ActingCompany company) : IClassFixture<ActingCompany>
{
    private static readonly byte[] Picture = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0x00, 0xFF, 0x0D, 0x0A];

    public static TheoryData<string, bool> Vendors => [.. CompanyWeb.OAuthVendors.SelectMany(vendor => new[] { (vendor, false), (vendor, true) })];

    [Theory]
    [MemberData(nameof(Vendors))]
    public async Task It_is_done_once_though_the_answer_is_lost_and_the_process_dies(string vendor, bool byOAuth)
    {
        var (id, title) = (Guid.NewGuid(), $"Once, please {Guid.NewGuid():N}");
        var (type, action, path) = Deed(vendor, byOAuth, title);
        company.Web.Company.Break(new() { Vendors = [vendor], Kinds = [FaultKind.Cut], Method = "POST", Path = path, Once = true });

        await company.ActAsync(vendor, byOAuth, id, type, action);
        Assert.Equal(1, company.Web.Company.Simulation.Faults.Struck);
        company.Web.Company.Mend();
        Assert.Single(await FoundAsync(vendor, title));
        var answer = await company.DoneAsync(vendor, byOAuth, id, type, action);
        await company.Web.Web.ForgetAsync(id);
        var after = await company.DoneAsync(vendor, byOAuth, id, type, action);

        Assert.Single(await FoundAsync(vendor, title));
        Assert.Equal(answer.GetProperty("url").GetString(), after.GetProperty("url").GetString());
    }

    // GitHub has one scope for reading private repositories and for writing.
    [Theory]
    [InlineData("gitlab", "api")]
    [InlineData("jira", "write:jira-work")]
    [InlineData("asana", "tasks:write")]
    [InlineData("slack", "chat:write")]
    [InlineData("pagerduty", "incidents.write")]
    public async Task What_a_grant_for_reading_does_not_allow_is_refused_with_the_right_named_and_done_once_it_is_granted(string vendor, string right)
    {
        var (id, title) = (Guid.NewGuid(), $"Not allowed yet {Guid.NewGuid():N}");
        var (type, action, _) = Deed(vendor, true, title);
        var source = await company.ConnectToReadAsync(vendor);

        var refused = await company.ActAsync(source, id, type, action);

        Assert.Equal("refused", refused.GetProperty("state").GetString());
        var said = refused.GetProperty("summary").GetString();
        Assert.Contains($"without the right {right}", said, StringComparison.Ordinal);
        Assert.Contains("tick “Also let it act on confirmation: ", said, StringComparison.Ordinal);
        Assert.Contains("connect again", said, StringComparison.Ordinal);
        Assert.Empty(await FoundAsync(vendor, title));

        await company.LetActAsync(source);
        var done = await company.ActAsync(source, id, type, action);

        Assert.Equal("done", done.GetProperty("state").GetString());
        Assert.Single(await FoundAsync(vendor, title));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_Jira_issue_has_all_that_was_wanted_is_commented_and_moved(bool byOAuth)
    {
        var lead = company.Web.Company.Simulation.Company.Member("Payments", 0);
        var action = new
        {
            place = "PAY", title = "Investigate the S3 cost spike", body = "Costs rose by **40 %**.", priority = "High", team = "Payments", labels = new[] { "cost spike" }, dueOn = "2027-01-15",
            attachments = new[] { new { name = "cost.png", mediaType = "image/png", content = Picture } },
        };

        var made = await company.DoneAsync("jira", byOAuth, Guid.NewGuid(), "create-issue", action);

        var key = made.GetProperty("name").GetString()!;
        await company.DoneAsync("jira", byOAuth, Guid.NewGuid(), "add-comment", new { item = key, text = "It was *the backup*." });
        await company.DoneAsync("jira", byOAuth, Guid.NewGuid(), "move-item", new { item = key, status = "In Progress" });
        var issue = await company.Web.TruthAsync($"jira/issues/{key}");
        Assert.Equal(
            (action.title, "High", lead.Name, "2027-01-15", "In Progress"),
            (Text(issue, "summary"), Text(issue, "priority"), Text(issue, "assignee"), Text(issue, "dueOn"), Text(issue, "status")));
        Assert.Contains("cost-spike", issue.GetProperty("labels").EnumerateArray().Select(label => label.GetString()));
        Assert.Contains("strong", issue.GetProperty("description").ToString(), StringComparison.Ordinal);
        Assert.Contains("the backup", Assert.Single(issue.GetProperty("comments").EnumerateArray()).ToString(), StringComparison.Ordinal);
        var file = Assert.Single(issue.GetProperty("attachments").EnumerateArray());
        Assert.Equal(("cost.png", "image/png"), (Text(file, "name"), Text(file, "type")));
        Assert.Equal(Picture, await company.FileAsync(Text(file, "content")!));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_Slack_message_shows_its_image(bool byOAuth)
    {
        var text = $"Spend this week {Guid.NewGuid():N}";

        await company.DoneAsync("slack", byOAuth, Guid.NewGuid(), "post-message", new { channel = "deployments", text, image = new { name = "spend.png", mediaType = "image/png", content = Picture } });

        var post = Assert.Single(await FoundAsync("slack", text, "deployments"));
        Assert.StartsWith("spend", Text(post.GetProperty("image"), "name"), StringComparison.Ordinal);
        Assert.Equal(Picture, await company.FileAsync(Text(post.GetProperty("image"), "content")!));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_PagerDuty_incident_is_triggered_taken_and_noted(bool byOAuth)
    {
        var title = $"Cards are refused {Guid.NewGuid():N}";

        var made = await company.DoneAsync("pagerduty", byOAuth, Guid.NewGuid(), "trigger-incident", new { service = Service, title, urgent = false });
        var number = made.GetProperty("name").GetString()!;
        await company.DoneAsync("pagerduty", byOAuth, Guid.NewGuid(), "acknowledge-incident", new { incident = number });
        await company.DoneAsync("pagerduty", byOAuth, Guid.NewGuid(), "add-incident-note", new { incident = number, text = "It is the card vault." });

        var incident = Assert.Single(await FoundAsync("pagerduty", title));
        Assert.Equal(("acknowledged", "low", Service), (Text(incident, "status"), Text(incident, "urgency"), Text(incident.GetProperty("service"), "summary")));
        var notes = (await company.ReadAsync("pagerduty", $"/incidents/{Text(incident, "id")}/notes")).GetProperty("notes");
        Assert.StartsWith("It is the card vault.", Text(Assert.Single(notes.EnumerateArray()), "content"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_Asana_task_has_its_notes_its_assignee_and_its_file()
    {
        var person = company.Web.Company.Simulation.Company.People.First(person => person.Team?.Name == "Growth");
        var title = $"New banner {Guid.NewGuid():N}";

        await company.DoneAsync("asana", true, Guid.NewGuid(), "create-issue", new
        {
            place = "Newsletter", title, body = "In **both** sizes.", assignee = person.Email, dueOn = "2027-01-15", attachments = new[] { new { name = "banner.png", mediaType = "image/png", content = Picture } },
        });

        var task = await company.Web.TruthAsync($"asana/tasks/{Text(Assert.Single(await FoundAsync("asana", title, "Newsletter")), "gid")}");
        Assert.Equal((person.Name, "2027-01-15"), (Text(task, "assignee"), Text(task, "dueOn")));
        Assert.Contains("In both sizes.", Text(task, "notes"), StringComparison.Ordinal);
        Assert.Equal(Picture, await company.FileAsync(Text(Assert.Single(task.GetProperty("attachments").EnumerateArray()), "content")!));
    }

    private string Service => company.Web.Company.Simulation.Company.Service("checkout-service").Title;

    /// <summary>What to do at a vendor, and where its answer is lost.</summary>
    private (string Type, object Action, string Path) Deed(string vendor, bool byOAuth, string title) => vendor switch
    {
        "github" => ("create-issue", new { place = "acme/checkout-service", title }, "/repos/acme/checkout-service/issues"),
        "gitlab" => ("create-issue", new { place = "acme/mobile/mobile-bff", title }, "/api/v4/projects"),
        "jira" => ("create-issue", new { place = "PAY", title }, $"{(byOAuth ? $"/ex/jira/{JiraOAuth.CloudId}" : "")}/rest/api/3/issue"),
        "asana" => ("create-issue", new { place = "Black Friday", title }, "/api/1.0/tasks"),
        "slack" => ("post-message", new { channel = "#incidents", text = title }, "/api/chat.postMessage"),
        _ => ("trigger-incident", new { service = Service, title }, "/incidents"),
    };

    /// <summary>What the vendor has under a title.</summary>
    private async Task<IReadOnlyList<JsonElement>> FoundAsync(string vendor, string title, string? place = null)
    {
        var (all, name) = vendor switch
        {
            "github" => (await company.ReadAsync(vendor, "/repos/acme/checkout-service/issues?state=all&per_page=100"), "title"),
            "gitlab" => (await company.ReadAsync(vendor, "/api/v4/projects/acme%2Fmobile%2Fmobile-bff/issues?per_page=100"), "title"),
            "jira" => ((await company.ReadAsync(vendor, $"/rest/api/3/search/jql?jql={Uri.EscapeDataString("project = \"PAY\" AND updated >= -1d ORDER BY updated ASC")}&fields=summary&maxResults=100")).GetProperty("issues"), "summary"),
            "asana" => ((await company.ReadAsync(vendor, $"/api/1.0/tasks?project={Campaign(place ?? "Black Friday")}&limit=100")).GetProperty("data"), "name"),
            "slack" => (await company.Web.TruthAsync($"slack/messages/{place ?? "incidents"}"), "text"),
            _ => ((await company.ReadAsync(vendor, "/incidents?date_range=all&limit=100&sort_by=created_at:desc")).GetProperty("incidents"), "title"),
        };
        return [.. all.EnumerateArray().Where(thing => Text(vendor == "jira" ? thing.GetProperty("fields") : thing, name) == title)];
    }

    private string Campaign(string name) => company.Web.Company.Simulation.Company.Planning.Campaigns.First(campaign => campaign.Name == name).Gid;

    private static string? Text(JsonElement element, string name) => element.GetProperty(name).GetString();
}
