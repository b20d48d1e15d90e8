using System.Text.Json;
using Cto.Upstreams.World;
using Cto.Upstreams.World.Planning;

namespace Cto.Upstreams.Jira;

/// <summary>Writes what had happened to issues as Jira Cloud does.</summary>
/// <param name="root">The address of the site.</param>
internal sealed class JiraHistoryWriter(Utf8JsonWriter json, Company company, string root, DateTimeOffset now)
{
    // Jira tells the latest entries of a history in a search, and all of it by a route of its own.
    private const int InSearch = 20;

    private readonly JiraWriter _things = new(json, company, root, now);

    /// <summary>What had happened to an item.</summary>
    public static IReadOnlyList<ItemChange> Of(PlannedItem item, DateTimeOffset now) => [.. item.Changes.Where(change => change.At <= now)];

    /// <summary>As an issue shows it.</summary>
    public void Latest(PlannedItem item)
    {
        var all = Of(item, now);
        json.WriteStartObject("changelog");
        json.WriteNumber("startAt", 0);
        json.WriteNumber("maxResults", Math.Min(all.Count, InSearch));
        json.WriteNumber("total", all.Count);
        json.WriteStartArray("histories");
        foreach (var index in Enumerable.Range(0, all.Count).Reverse().Take(InSearch))
        {
            Entry(item, all[index], index);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    public void Entry(PlannedItem item, ItemChange change, int index)
    {
        json.WriteStartObject();
        json.WriteString("id", Id(item, index));
        json.WritePropertyName("author");
        _things.User(change.Author);
        json.WriteString("created", JiraWriter.Instant(change.At));
        Items(item, change);
        json.WriteEndObject();
    }

    /// <summary>An entry as webhooks have it: author and time stand beside it.</summary>
    public void Told(PlannedItem item, ItemChange change, int index)
    {
        json.WriteStartObject();
        json.WriteString("id", Id(item, index));
        Items(item, change);
        json.WriteEndObject();
    }

    private static string Id(PlannedItem item, int index) => JiraWriter.Text((item.Id * 100) + index);

    private void Items(PlannedItem item, ItemChange change)
    {
        var (field, id, from, fromText, to, toText) = Change(item, change);
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
    }

    private (string Field, string? Id, string? From, string? FromText, string? To, string? ToText) Change(PlannedItem item, ItemChange change) => change.Field switch
    {
        ItemField.Status => ("status", "status", StatusId(change.From), change.From, StatusId(change.To), change.To),
        ItemField.Points => ("Story point estimate", JiraFields.Points, null, change.From, null, change.To),
        ItemField.Sprint => ("Sprint", JiraFields.Sprint, change.From ?? "", Names(change.From), change.To ?? "", Names(change.To)),
        ItemField.Assignee => ("assignee", "assignee", Person(change.From)?.Jira, Person(change.From)?.Name, Person(change.To)?.Jira, Person(change.To)?.Name),
        ItemField.Flag => ("Flagged", JiraFields.Flagged, null, change.From, "[10019]", change.To),
        _ => ("Link", null, null, null, item.BlockedBy!.Key, $"This issue is blocked by {item.BlockedBy!.Key}"),
    };

    private string Names(string? ids) => string.IsNullOrEmpty(ids) ? "" : string.Join(", ", ids.Split(", ").Select(id => company.Planning.AllOfSprints.First(sprint => JiraWriter.Text(sprint.Id) == id).Name));

    private static string? StatusId(string? name) => JiraFields.Statuses.FirstOrDefault(status => status.Name == name).Id;

    private Person? Person(string? mailbox) => company.People.FirstOrDefault(person => person.Mailbox == mailbox);
}
