using System.Globalization;
using System.Text.Json;
using Cto.Upstreams.World;
using Cto.Upstreams.World.Planning;

namespace Cto.Upstreams.Jira;

/// <summary>Writes the company's planning as Jira Cloud does.</summary>
/// <param name="root">The address of the site.</param>
internal sealed class JiraWriter(Utf8JsonWriter json, Company company, JiraDesk desk, string root, DateTimeOffset now)
{
    // Jira tells the latest entries of a history in a search, and all of it by a route of its own.
    private const int HistoryInSearch = 20;

    /// <summary>With an offset and without a colon in it.</summary>
    public static string Instant(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff", CultureInfo.InvariantCulture) + "+0000";

    /// <param name="item">What.</param>
    /// <param name="fields">The fields that were asked for; <see langword="null"/> = all.</param>
    /// <param name="withHistory">Whether the history was.</param>
    public void Issue(PlannedItem item, IReadOnlySet<string>? fields, bool withHistory)
    {
        json.WriteStartObject();
        json.WriteString("expand", "operations,versionedRepresentations,editmeta,changelog,renderedFields");
        json.WriteString("id", Text(item.Id));
        json.WriteString("self", $"{root}/rest/api/3/issue/{item.Id}");
        json.WriteString("key", item.Key);
        if (withHistory)
        {
            var all = History(item);
            json.WriteStartObject("changelog");
            json.WriteNumber("startAt", 0);
            json.WriteNumber("maxResults", Math.Min(all.Count, HistoryInSearch));
            json.WriteNumber("total", all.Count);
            json.WriteStartArray("histories");
            foreach (var index in Enumerable.Range(0, all.Count).Reverse().Take(HistoryInSearch))
            {
                Entry(item, all[index], index);
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteStartObject("fields");
        Fields(item, name => fields?.Contains(name) != false);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    /// <summary>What had happened to an item.</summary>
    public IReadOnlyList<ItemChange> History(PlannedItem item) => [.. item.Changes.Where(change => change.At <= now)];

    public void Entry(PlannedItem item, ItemChange change, int index)
    {
        var (field, id, from, fromText, to, toText) = Change(change);
        json.WriteStartObject();
        json.WriteString("id", Text((item.Id * 100) + index));
        json.WritePropertyName("author");
        User(change.Author);
        json.WriteString("created", Instant(change.At));
        json.WriteStartArray("items");
        json.WriteStartObject();
        json.WriteString("field", field);
        json.WriteString("fieldtype", id?.StartsWith("customfield", StringComparison.Ordinal) == true ? "custom" : "jira");
        if (id is not null)
        {
            json.WriteString("fieldId", id);
        }

        json.WriteString("from", from);
        json.WriteString("fromString", fromText);
        json.WriteString("to", to);
        json.WriteString("toString", toText);
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteEndObject();
    }

    public void User(Person person)
    {
        json.WriteStartObject();
        json.WriteString("self", $"{root}/rest/api/3/user?accountId={person.Jira}");
        json.WriteString("accountId", person.Jira);
        json.WriteString("accountType", "atlassian");
        json.WriteString("emailAddress", person.Email);
        json.WriteString("displayName", person.Name);
        json.WriteBoolean("active", person.WorksAt(now));
        json.WriteString("timeZone", JiraVendor.Zone);
        json.WriteEndObject();
    }

    public void Project(Team team, int place, bool whole)
    {
        json.WriteStartObject();
        json.WriteString("self", $"{root}/rest/api/3/project/{10_000 + place}");
        json.WriteString("id", Text(10_000 + place));
        json.WriteString("key", team.Key);
        json.WriteString("name", team.Name);
        json.WriteString("projectTypeKey", "software");
        json.WriteBoolean("simplified", false);
        if (whole)
        {
            json.WriteString("style", "classic");
            json.WriteBoolean("isPrivate", false);
            json.WritePropertyName("lead");
            User(company.Members(team, now).First());
            json.WriteStartArray("issueTypes");
            foreach (var type in JiraFields.Types)
            {
                Type(type.Name);
            }

            json.WriteEndArray();
        }

        json.WriteEndObject();
    }

    public void Status(string name)
    {
        var status = JiraFields.Statuses.First(status => status.Name == name);
        json.WriteStartObject();
        json.WriteString("self", $"{root}/rest/api/3/status/{status.Id}");
        json.WriteString("description", "");
        json.WriteString("name", status.Name);
        json.WriteString("id", status.Id);
        json.WriteStartObject("statusCategory");
        json.WriteString("self", $"{root}/rest/api/3/statuscategory/{status.CategoryId}");
        json.WriteNumber("id", status.CategoryId);
        json.WriteString("key", status.Category);
        json.WriteString("name", status.CategoryName);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    public void Sprint(PlannedSprint sprint, bool asField)
    {
        json.WriteStartObject();
        json.WriteNumber("id", sprint.Id);
        if (!asField)
        {
            json.WriteString("self", $"{root}/rest/agile/1.0/sprint/{sprint.Id}");
        }

        var state = sprint.State(now);
        json.WriteString("state", state);
        json.WriteString("name", sprint.Name);
        json.WriteString("startDate", Iso(sprint.StartsAt));
        json.WriteString("endDate", Iso(sprint.ClosedAt));
        if (state == "closed")
        {
            json.WriteString("completeDate", Iso(sprint.ClosedAt));
        }

        json.WriteNumber(asField ? "boardId" : "originBoardId", sprint.Board);
        json.WriteString("goal", "");
        json.WriteEndObject();
    }

    public void File(JiraFile file)
    {
        json.WriteStartObject();
        json.WriteString("self", $"{root}/rest/api/3/attachment/{file.Id}");
        json.WriteString("id", Text(file.Id));
        json.WriteString("filename", file.Name);
        json.WriteString("created", Instant(file.At));
        json.WriteNumber("size", file.Content.Length);
        json.WriteString("mimeType", file.Type);
        json.WriteString("content", $"{root}/rest/api/3/attachment/content/{file.Id}");
        json.WriteEndObject();
    }

    private void Fields(PlannedItem item, Func<string, bool> wanted)
    {
        Write("summary", () => json.WriteStringValue(item.Title));
        Write("issuetype", () => Type(item.Type));
        Write("status", () => Status(item.Status(now)));
        Write("priority", () => Named(item.Priority, Text(JiraFields.Priorities.ToList().IndexOf(item.Priority) + 1)));
        Write("project", () => Project(item.Team, item.Place, whole: false));
        Write("assignee", () => Assignee(item));
        Write("labels", () => Texts(item.Labels));
        Write("components", () => Components(item));
        Write("issuelinks", () => Links(item));
        Write("duedate", () => json.WriteStringValue(item.DueOn?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)));
        Write("created", () => json.WriteStringValue(Instant(item.CreatedAt)));
        Write("updated", () => json.WriteStringValue(Instant(item.UpdatedAt(now))));
        Write("resolutiondate", () => json.WriteStringValue(item.IsDone(now) ? Instant(item.Changes.Last(change => change.At <= now && change.To == PlannedItem.Done).At) : null));
        Write("attachment", () => Files(item));
        Write(JiraFields.Points, () => Number(item.Points(now)));
        Write(JiraFields.Sprint, () => Sprints(item));
        Write(JiraFields.Flagged, () => Flag(item));
        if (item.Epic is { } epic)
        {
            Write("parent", () => Short(epic));
        }

        if (desk.Description(item) is { } description)
        {
            Write("description", () => description.WriteTo(json));
        }

        void Write(string name, Action value)
        {
            if (wanted(name))
            {
                json.WritePropertyName(name);
                value();
            }
        }
    }

    // As a link or a parent shows the other: enough to know its kind and how it stands.
    private void Short(PlannedItem item)
    {
        json.WriteStartObject();
        json.WriteString("id", Text(item.Id));
        json.WriteString("key", item.Key);
        json.WriteString("self", $"{root}/rest/api/3/issue/{item.Id}");
        json.WriteStartObject("fields");
        json.WriteString("summary", item.Title);
        json.WritePropertyName("status");
        Status(item.Status(now));
        json.WritePropertyName("issuetype");
        Type(item.Type);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private void Links(PlannedItem item)
    {
        json.WriteStartArray();
        Link(item.BlockedBy, "inwardIssue");
        Link(item.Blocks, "outwardIssue");
        json.WriteEndArray();

        void Link(PlannedItem? other, string side)
        {
            if (other?.Exists(now) == true)
            {
                json.WriteStartObject();
                json.WriteString("id", Text(other.Id));
                json.WriteStartObject("type");
                json.WriteString("id", "10000");
                json.WriteString("name", "Blocks");
                json.WriteString("inward", "is blocked by");
                json.WriteString("outward", "blocks");
                json.WriteEndObject();
                json.WritePropertyName(side);
                Short(other);
                json.WriteEndObject();
            }
        }
    }

    private (string Field, string? Id, string? From, string? FromText, string? To, string? ToText) Change(ItemChange change) => change.Field switch
    {
        ItemField.Status => ("status", "status", StatusId(change.From), change.From, StatusId(change.To), change.To),
        ItemField.Points => ("Story point estimate", JiraFields.Points, null, change.From, null, change.To),
        ItemField.Sprint => ("Sprint", JiraFields.Sprint, change.From ?? "", Names(change.From), change.To ?? "", Names(change.To)),
        ItemField.Assignee => ("assignee", "assignee", Account(change.From)?.Jira, Account(change.From)?.Name, Account(change.To)?.Jira, Account(change.To)?.Name),
        ItemField.Flag => ("Flagged", JiraFields.Flagged, null, change.From, "[10019]", change.To),
        _ => ("Link", null, null, null, Blocker(change.To!), $"This issue is blocked by {Blocker(change.To!)}"),
    };

    private string Blocker(string title) => company.Planning.Items.First(item => item.Title == title).Key;

    private string Names(string? ids) => string.IsNullOrEmpty(ids) ? "" : string.Join(", ", ids.Split(", ").Select(id => company.Planning.AllOfSprints.First(sprint => Text(sprint.Id) == id).Name));

    private Person? Account(string? mailbox) => company.People.FirstOrDefault(person => person.Mailbox == mailbox);

    private static string? StatusId(string? name) => JiraFields.Statuses.FirstOrDefault(status => status.Name == name).Id;

    private void Assignee(PlannedItem item)
    {
        if (Account(item.Assignee(now)) is { } person)
        {
            User(person);
        }
        else
        {
            json.WriteNullValue();
        }
    }

    private void Type(string name)
    {
        var type = JiraFields.Types.First(type => type.Name == name);
        json.WriteStartObject();
        json.WriteString("self", $"{root}/rest/api/3/issuetype/{type.Id}");
        json.WriteString("id", type.Id);
        json.WriteString("name", name);
        json.WriteString("description", "");
        json.WriteBoolean("subtask", false);
        json.WriteNumber("hierarchyLevel", type.Level);
        json.WriteEndObject();
    }

    private void Sprints(PlannedItem item)
    {
        var ids = item.Sprints(now);
        if (ids.Count == 0)
        {
            json.WriteNullValue();
            return;
        }

        json.WriteStartArray();
        foreach (var id in ids)
        {
            Sprint(company.Planning.AllOfSprints.First(sprint => sprint.Id == id), asField: true);
        }

        json.WriteEndArray();
    }

    private void Flag(PlannedItem item)
    {
        if (!item.IsFlagged(now))
        {
            json.WriteNullValue();
            return;
        }

        json.WriteStartArray();
        Named("Impediment", "10019", "value");
        json.WriteEndArray();
    }

    private void Files(PlannedItem item)
    {
        json.WriteStartArray();
        foreach (var file in desk.Files(item))
        {
            File(file);
        }

        json.WriteEndArray();
    }

    private void Components(PlannedItem item)
    {
        json.WriteStartArray();
        if (item.Service is { } service)
        {
            Named(service.Title, Text(10_200 + company.Services.ToList().IndexOf(service)));
        }

        json.WriteEndArray();
    }

    private void Texts(IReadOnlyList<string> texts)
    {
        json.WriteStartArray();
        foreach (var text in texts)
        {
            json.WriteStringValue(text);
        }

        json.WriteEndArray();
    }

    private void Named(string name, string id, string property = "name")
    {
        json.WriteStartObject();
        json.WriteString("id", id);
        json.WriteString(property, name);
        json.WriteEndObject();
    }

    private void Number(double? number)
    {
        if (number is { } value)
        {
            json.WriteNumberValue(value);
        }
        else
        {
            json.WriteNullValue();
        }
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Iso(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
}
