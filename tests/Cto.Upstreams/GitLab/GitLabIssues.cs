using System.Collections.Concurrent;
using System.Text.Json;
using Cto.Upstreams.Vendors;
using Cto.Upstreams.World;

namespace Cto.Upstreams.GitLab;

/// <summary>Issues, which people create while the simulation runs: they can be read back.</summary>
internal sealed class GitLabIssues(GitLabGroup mobile)
{
    private readonly ConcurrentDictionary<string, List<Issue>> _issues = new(StringComparer.Ordinal);

    public void Map(VendorRoutes routes)
    {
        routes.Get("/api/v4/projects/{id}/issues", ListAsync).Needs("api", "read_api");
        routes.Get("/api/v4/projects/{id}/issues/{iid}", OneAsync).Needs("api", "read_api");
        routes.Post("/api/v4/projects/{id}/issues", CreateAsync).Needs("api");
    }

    private Task ListAsync(VendorCall call)
    {
        call.Only("state", "order_by", "sort", "labels", "search", "in", "iids", "page", "per_page", "created_after", "updated_after", "assignee_username", "author_username");
        var project = mobile.Find(call);
        return call.ListAsync(Of(project, issues => issues.AsEnumerable().Reverse().ToList()), (json, issue) => Write(json, project, issue));
    }

    private Task OneAsync(VendorCall call)
    {
        var (project, number) = (mobile.Find(call), call.RouteNumber("iid"));
        var issue = Of(project, issues => issues.FirstOrDefault(issue => issue.Number == number)) ?? throw Refusal.NotFound("404 Not found");
        return call.JsonAsync(json => Write(json, project, issue));
    }

    private async Task CreateAsync(VendorCall call)
    {
        var project = mobile.Find(call);
        var asked = await call.BodyAsync();
        var title = Text(asked, "title") is { Length: > 0 } given ? given : throw Refusal.Bad("title", "is missing");
        List<Person> assignees =
        [
            .. asked.TryGetProperty("assignee_ids", out var ids) && ids.ValueKind is JsonValueKind.Array
                ? mobile.Company.People.Where(person => ids.EnumerateArray().Any(id => id.GetInt64() == GitLabGroup.IdOf(person))) : [],
        ];
        var issue = Of(project, issues =>
        {
            var made = new Issue(issues.Count + 1, title, Text(asked, "description"), Text(asked, "labels")?.Split(',') ?? [], assignees, Text(asked, "due_date"), call.Now);
            issues.Add(made);
            return made;
        });
        await call.JsonAsync(json => Write(json, project, issue), 201);
    }

    private static string? Text(JsonElement asked, string name) => asked.TryGetProperty(name, out var text) && text.ValueKind is JsonValueKind.String ? text.GetString() : null;

    private T Of<T>(Repository project, Func<List<Issue>, T> use)
    {
        var issues = _issues.GetOrAdd(project.Name, _ => []);
        lock (issues)
        {
            return use(issues);
        }
    }

    private static void Write(Utf8JsonWriter json, Repository project, Issue issue)
    {
        json.WriteStartObject();
        json.WriteNumber("id", (project.Id * 1000) + issue.Number);
        json.WriteNumber("iid", issue.Number);
        json.WriteNumber("project_id", project.Id);
        json.WriteString("title", issue.Title);
        json.WriteString("description", issue.Description);
        json.WriteString("state", "opened");
        json.WriteTime("created_at", issue.At);
        json.WriteTime("updated_at", issue.At);
        json.WriteStartArray("labels");
        foreach (var label in issue.Labels)
        {
            json.WriteStringValue(label);
        }

        json.WriteEndArray();
        json.WriteNull("milestone");
        json.WriteStartArray("assignees");
        foreach (var person in issue.Assignees)
        {
            GitLabShapes.User(json, null, person);
        }

        json.WriteEndArray();
        json.WriteNull("author");
        json.WriteNumber("user_notes_count", 0);
        json.WriteNumber("upvotes", 0);
        json.WriteNumber("downvotes", 0);
        json.WriteString("due_date", issue.DueDate);
        json.WriteBoolean("confidential", false);
        json.WriteString("web_url", $"{GitLabShapes.Web(project)}/-/issues/{issue.Number}");
        json.WriteEndObject();
    }

    private sealed record Issue(int Number, string Title, string? Description, IReadOnlyList<string> Labels, IReadOnlyList<Person> Assignees, string? DueDate, DateTimeOffset At);
}
