using System.Globalization;
using System.Text.Json;
using Cto.Upstreams.Vendors;
using Cto.Upstreams.World;
using Cto.Upstreams.World.Planning;
using Microsoft.AspNetCore.Http;

namespace Cto.Upstreams.Jira;

/// <summary>What Jira lets itself be told: new issues, files, comments, transitions; as strict as Jira is.</summary>
internal sealed class JiraWrites(Company company, JiraDesk desk)
{
    private static readonly string[] Known = ["project", "issuetype", "summary", "description", "labels", "priority", "assignee", "duedate", "parent", "components", JiraFields.Points];

    public void Map(VendorRoutes routes, string site)
    {
        routes.Post($"{site}/rest/api/3/issue", CreateAsync).Needs("write:jira-work");
        routes.Post($"{site}/rest/api/3/issue/{{id}}/attachments", AttachAsync).Needs("write:jira-work");
        routes.Get($"{site}/rest/api/3/issue/{{id}}/transitions", Transitions).Needs("read:jira-work");
        routes.Post($"{site}/rest/api/3/issue/{{id}}/transitions", MoveAsync).Needs("write:jira-work");
        routes.Get($"{site}/rest/api/3/issue/{{id}}/comment", Comments).Needs("read:jira-work");
        routes.Post($"{site}/rest/api/3/issue/{{id}}/comment", CommentAsync).Needs("write:jira-work");
    }

    private async Task CreateAsync(VendorCall call)
    {
        var body = await call.BodyAsync();
        if (!body.TryGetProperty("fields", out var fields) || fields.ValueKind is not JsonValueKind.Object)
        {
            throw Refusal.Bad("project", "is required");
        }

        if (fields.EnumerateObject().Select(field => field.Name).FirstOrDefault(name => !Known.Contains(name)) is { } unknown)
        {
            throw new Refusal(400, $"Field '{unknown}' cannot be set. It is not on the appropriate screen, or unknown.") { Parameter = unknown };
        }

        var team = company.Teams.FirstOrDefault(team => team.Key == Name(fields, "project", "key")) ?? throw new Refusal(400, "valid project is required") { Parameter = "project" };
        var priority = Name(fields, "priority", "name");
        if (priority is not null && !JiraFields.Priorities.Contains(priority))
        {
            throw new Refusal(400, "The priority selected is invalid.") { Parameter = "priority" };
        }

        var reporter = company.People.FirstOrDefault(person => person.Email == call.Who!.Account) ?? company.People[0];
        var item = desk.Create(
            new PlannedItem
            {
                Team = team,
                Place = company.Teams.ToList().IndexOf(team),
                Type = JiraFields.Types.FirstOrDefault(type => type.Name == Name(fields, "issuetype", "name")).Name ?? throw new Refusal(400, "Specify a valid issue type") { Parameter = "issuetype" },
                Title = Text(fields, "summary") is { Length: > 0 and <= 255 } title ? title : throw new Refusal(400, "You must specify a summary of the issue.") { Parameter = "summary" },
                CreatedAt = call.Now,
                Reporter = reporter,
                Labels = Labels(fields),
                Priority = priority ?? "Medium",
                DueOn = Text(fields, "duedate") is { } due ? DateOnly.ParseExact(due, "yyyy-MM-dd", CultureInfo.InvariantCulture) : null,
            },
            fields.TryGetProperty("description", out var description) ? Document(description, "description") : null);
        if (Name(fields, "assignee", "id") is { } account)
        {
            var assignee = company.People.FirstOrDefault(person => person.Jira == account && person.WorksAt(call.Now)) ?? throw new Refusal(400, $"User '{account}' cannot be assigned issues.") { Parameter = "assignee" };
            item.Set(call.Now, reporter, ItemField.Assignee, assignee.Mailbox);
        }

        await call.JsonAsync(json =>
        {
            json.WriteStartObject();
            json.WriteString("id", item.Id.ToString(CultureInfo.InvariantCulture));
            json.WriteString("key", item.Key);
            json.WriteString("self", $"{call.Root}/rest/api/3/issue/{item.Id}");
            json.WriteEndObject();
        }, StatusCodes.Status201Created);
    }

    private async Task AttachAsync(VendorCall call)
    {
        var item = Item(call);
        if (call.Header("X-Atlassian-Token") != "no-check")
        {
            throw new Refusal(403, "XSRF check failed");
        }

        var form = call.Http.Request.HasFormContentType ? await call.Http.Request.ReadFormAsync(call.Http.RequestAborted) : throw new Refusal(415, "Unsupported Media Type");
        var files = new List<JiraFile>();
        foreach (var part in form.Files.GetFiles("file"))
        {
            using var content = new MemoryStream();
            await part.CopyToAsync(content, call.Http.RequestAborted);
            files.Add(desk.Attach(item, part.FileName, part.ContentType, content.ToArray()));
        }

        await call.JsonAsync(json =>
        {
            json.WriteStartArray();
            foreach (var file in files)
            {
                new JiraWriter(json, company, call.Root, call.Now).File(file);
            }

            json.WriteEndArray();
        });
    }

    private Task Transitions(VendorCall call)
    {
        var here = Item(call).Status(call.Now);
        return call.JsonAsync(json =>
        {
            json.WriteStartObject();
            json.WriteStartArray("transitions");
            foreach (var (status, index) in JiraFields.Statuses.Select((status, index) => (status, index)).Where(way => way.status.Name != here))
            {
                json.WriteStartObject();
                json.WriteString("id", Way(index));
                json.WriteString("name", status.Name == PlannedItem.InProgress ? "Start work" : status.Name);
                json.WritePropertyName("to");
                new JiraWriter(json, company, call.Root, call.Now).Status(status.Name);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        });
    }

    private async Task MoveAsync(VendorCall call)
    {
        var item = Item(call);
        var body = await call.BodyAsync();
        var wanted = body.TryGetProperty("transition", out var transition) ? Text(transition, "id") : null;
        var status = JiraFields.Statuses.Where((status, index) => Way(index) == wanted && status.Name != item.Status(call.Now)).FirstOrDefault();
        item.Set(call.Now, company.People[0], ItemField.Status, status.Name ?? throw new Refusal(400, $"Transition id '{wanted}' is not valid for this issue."));
        call.Nothing();
    }

    private Task Comments(VendorCall call)
    {
        var notes = desk.Notes(Item(call));
        return call.JsonAsync(json =>
        {
            json.WriteStartObject();
            json.WriteNumber("startAt", 0);
            json.WriteNumber("maxResults", 100);
            json.WriteNumber("total", notes.Count);
            json.WriteStartArray("comments");
            foreach (var note in notes.Reverse())
            {
                Write(json, note, call, withProperties: call.Query("expand") == "properties");
            }

            json.WriteEndArray();
            json.WriteEndObject();
        });
    }

    private async Task CommentAsync(VendorCall call)
    {
        var item = Item(call);
        var body = await call.BodyAsync();
        var text = body.TryGetProperty("body", out var given) ? Document(given, "comment") : throw new Refusal(400, "Comment body can not be empty!") { Parameter = "comment" };
        var note = desk.Comment(item, text, body.TryGetProperty("properties", out var properties) ? properties : null);
        await call.JsonAsync(json => Write(json, note, call, withProperties: false), StatusCodes.Status201Created);
    }

    private static void Write(Utf8JsonWriter json, JiraNote note, VendorCall call, bool withProperties)
    {
        json.WriteStartObject();
        json.WriteString("self", $"{call.Root}/rest/api/3/comment/{note.Id}");
        json.WriteString("id", note.Id.ToString(CultureInfo.InvariantCulture));
        json.WritePropertyName("body");
        note.Body.WriteTo(json);
        json.WriteString("created", JiraWriter.Instant(note.At));
        if (withProperties && note.Properties is { } properties)
        {
            json.WritePropertyName("properties");
            properties.WriteTo(json);
        }

        json.WriteEndObject();
    }

    private PlannedItem Item(VendorCall call) => desk.Find(call.Route("id"), call.Now) ?? throw Refusal.NotFound("Issue does not exist or you do not have permission to see it.");

    private static string Way(int index) => ((index + 1) * 10 + 1).ToString(CultureInfo.InvariantCulture);

    // Cloud takes documents and no plain text.
    private static JsonElement Document(JsonElement value, string field) =>
        value.ValueKind is JsonValueKind.Object && Text(value, "type") == "doc" && value.TryGetProperty("version", out var version) && version.GetInt32() == 1 && value.TryGetProperty("content", out _)
            ? value
            : throw new Refusal(400, "Operation value must be an Atlassian Document (see the Atlassian Document Format)") { Parameter = field };

    private static string[] Labels(JsonElement fields)
    {
        string[] labels = fields.TryGetProperty("labels", out var given) ? [.. given.EnumerateArray().Select(label => label.GetString()!)] : [];
        return labels.FirstOrDefault(label => label.Contains(' ')) is { } wrong ? throw new Refusal(400, $"The label '{wrong}' contains spaces which is invalid.") { Parameter = "labels" } : labels;
    }

    private static string? Name(JsonElement fields, string field, string part) =>
        fields.TryGetProperty(field, out var value) && value.ValueKind is JsonValueKind.Object ? Text(value, part) : null;

    private static string? Text(JsonElement value, string name) => value.TryGetProperty(name, out var text) && text.ValueKind is JsonValueKind.String ? text.GetString() : null;
}
