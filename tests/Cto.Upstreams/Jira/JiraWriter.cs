using System.Globalization;
using System.Text.Json;
using Cto.Upstreams.Vendors;
using Cto.Upstreams.World;
using Cto.Upstreams.World.Planning;

namespace Cto.Upstreams.Jira;

/// <summary>Writes what surrounds issues as Jira Cloud does: people, projects, statuses, sprints, files.</summary>
/// <param name="root">The address of the site.</param>
internal sealed class JiraWriter(Utf8JsonWriter json, Company company, string root, DateTimeOffset now)
{
    /// <summary>With an offset and without a colon in it.</summary>
    public static string Instant(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff", CultureInfo.InvariantCulture) + "+0000";

    public static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);

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
        json.WriteString("startDate", JsonInstants.Milliseconds(sprint.StartsAt));
        json.WriteString("endDate", JsonInstants.Milliseconds(sprint.ClosedAt));
        if (state == "closed")
        {
            json.WriteString("completeDate", JsonInstants.Milliseconds(sprint.ClosedAt));
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

    public void Type(string name)
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

    public void Named(string name, string id, string property = "name")
    {
        json.WriteStartObject();
        json.WriteString("id", id);
        json.WriteString(property, name);
        json.WriteEndObject();
    }
}
