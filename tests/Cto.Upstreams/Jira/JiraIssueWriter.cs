using System.Globalization;
using System.Text.Json;
using Cto.Upstreams.World;
using Cto.Upstreams.World.Planning;

namespace Cto.Upstreams.Jira;

/// <summary>Writes issues as Jira Cloud does.</summary>
/// <param name="root">The address of the site.</param>
internal sealed class JiraIssueWriter(Utf8JsonWriter json, Company company, JiraDesk desk, string root, DateTimeOffset now)
{
    private readonly JiraWriter _things = new(json, company, root, now);
    private readonly JiraHistoryWriter _history = new(json, company, root, now);

    /// <param name="item">What.</param>
    /// <param name="fields">The fields that were asked for; <see langword="null"/> = all.</param>
    /// <param name="withHistory">Whether the history was.</param>
    public void Write(PlannedItem item, IReadOnlySet<string>? fields, bool withHistory)
    {
        json.WriteStartObject();
        json.WriteString("expand", "operations,versionedRepresentations,editmeta,changelog,renderedFields");
        json.WriteString("id", JiraWriter.Text(item.Id));
        json.WriteString("self", $"{root}/rest/api/3/issue/{item.Id}");
        json.WriteString("key", item.Key);
        if (withHistory)
        {
            _history.Latest(item);
        }

        json.WriteStartObject("fields");
        Fields(item, name => fields?.Contains(name) != false);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private void Fields(PlannedItem item, Func<string, bool> wanted)
    {
        Field("summary", () => json.WriteStringValue(item.Title));
        Field("issuetype", () => _things.Type(item.Type));
        Field("status", () => _things.Status(item.Status(now)));
        Field("priority", () => _things.Named(item.Priority, JiraWriter.Text(JiraFields.Priorities.ToList().IndexOf(item.Priority) + 1)));
        Field("project", () => _things.Project(item.Team, item.Place, whole: false));
        Field("assignee", () => Assignee(item));
        Field("labels", () => Texts(item.Labels));
        Field("components", () => Components(item));
        Field("issuelinks", () => Links(item));
        Field("duedate", () => json.WriteStringValue(item.DueOn?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)));
        Field("created", () => json.WriteStringValue(JiraWriter.Instant(item.CreatedAt)));
        Field("updated", () => json.WriteStringValue(JiraWriter.Instant(item.UpdatedAt(now))));
        Field("resolutiondate", () => json.WriteStringValue(item.IsDone(now) ? JiraWriter.Instant(item.Changes.Last(change => change.At <= now && change.To == PlannedItem.Done).At) : null));
        Field("attachment", () => Files(item));
        Field(JiraFields.Points, () => Number(item.Points(now)));
        Field(JiraFields.Sprint, () => Sprints(item));
        Field(JiraFields.Flagged, () => Flag(item));
        if (item.Epic is { } epic)
        {
            Field("parent", () => Short(epic));
        }

        if (desk.Description(item) is { } description)
        {
            Field("description", () => description.WriteTo(json));
        }

        void Field(string name, Action value)
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
        json.WriteString("id", JiraWriter.Text(item.Id));
        json.WriteString("key", item.Key);
        json.WriteString("self", $"{root}/rest/api/3/issue/{item.Id}");
        json.WriteStartObject("fields");
        json.WriteString("summary", item.Title);
        json.WritePropertyName("status");
        _things.Status(item.Status(now));
        json.WritePropertyName("issuetype");
        _things.Type(item.Type);
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
                json.WriteString("id", JiraWriter.Text(other.Id));
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

    private void Assignee(PlannedItem item)
    {
        if (company.People.FirstOrDefault(person => person.Mailbox == item.Assignee(now)) is { } person)
        {
            _things.User(person);
        }
        else
        {
            json.WriteNullValue();
        }
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
            _things.Sprint(company.Planning.AllOfSprints.First(sprint => sprint.Id == id), asField: true);
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
        _things.Named("Impediment", "10019", "value");
        json.WriteEndArray();
    }

    private void Files(PlannedItem item)
    {
        json.WriteStartArray();
        foreach (var file in desk.Files(item))
        {
            _things.File(file);
        }

        json.WriteEndArray();
    }

    private void Components(PlannedItem item)
    {
        json.WriteStartArray();
        if (item.Service is { } service)
        {
            _things.Named(service.Title, JiraWriter.Text(10_200 + company.Services.ToList().IndexOf(service)));
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
}
