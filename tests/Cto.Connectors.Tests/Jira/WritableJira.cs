using System.Text.Json.Nodes;
using Cto.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Cto.Connectors.Tests.Jira;

/// <summary>A stub Jira in which issues can be created, commented, moved and given files.</summary>
internal sealed class WritableJira : IAsyncDisposable
{
    public StubJira Jira { get; private set; } = null!;

    public List<JsonObject> Comments { get; } = [];

    /// <summary>Takes a write and then fails to say so.</summary>
    public bool SwallowsAnswers { get; set; }

    /// <summary>Fails before it takes a write.</summary>
    public bool DropsWrites { get; set; }

    /// <summary>Does not tell who may be assigned.</summary>
    public bool HidesPeople { get; set; }

    /// <summary>Who may be assigned.</summary>
    public List<object> Assignable { get; } = [new { accountId = "a", displayName = "Ada Ames", emailAddress = "ada@acme.test", active = true }, new { accountId = "lead", displayName = "Lea Lead", emailAddress = "lea@acme.test", active = true }];

    public IReadOnlyList<StubRequest> Writes => [.. Jira.Http.Requests.Where(request => request.Method == "POST")];

    public static async Task<WritableJira> StartAsync()
    {
        var writable = new WritableJira();
        writable.Jira = await StubJira.StartAsync(more: writable.Map);
        return writable;
    }

    public ValueTask DisposeAsync() => Jira.DisposeAsync();

    private void Map(WebApplication app, StubJira jira)
    {
        app.MapGet("/rest/api/3/user/assignable/search", () => HidesPeople ? Results.StatusCode(503) : Results.Json(Assignable));
        app.MapGet("/rest/api/3/user/search", (string query) => Results.Json(Assignable.Where(user => user.ToString()!.Contains(query, StringComparison.OrdinalIgnoreCase))));
        app.MapPost("/rest/api/3/issue", (JsonObject draft) =>
        {
            if (DropsWrites)
            {
                return Results.StatusCode(503);
            }

            var number = jira.Issues.Count + 1;
            var fields = draft["fields"]!.DeepClone().AsObject();
            fields["assignee"] = Assignable.Select(user => StubJira.Node(user)).FirstOrDefault(user => (string?)user["accountId"] == (string?)fields["assignee"]?["id"]);
            fields["project"] = StubJira.Node(new { id = "10000", key = "PAY", name = "Payments" });
            fields["status"] = StubJira.Node(StubJira.Status("To Do"));
            var issue = jira.Add(number, 100);
            foreach (var (name, value) in fields)
            {
                issue["fields"]![name] = value?.DeepClone();
            }

            return Answer(() => Results.Json(new { id = issue["id"], key = issue["key"] }, statusCode: 201));
        });
        app.MapGet("/rest/api/3/issue/{id}", (string id) => Results.Json(Find(jira, id)));
        app.MapPost("/rest/api/3/issue/{id}/attachments", async (string id, HttpRequest request) =>
        {
            var file = (await request.ReadFormAsync()).Files.Single();
            var fields = Find(jira, id)["fields"]!;
            var attachments = fields["attachment"] as JsonArray ?? [];
            attachments.Add(StubJira.Node(new { id = "1", filename = file.FileName, mimeType = file.ContentType, size = file.Length }));
            fields["attachment"] = attachments.DeepClone();
            return Answer(() => Results.Json(attachments));
        });
        app.MapGet("/rest/api/3/issue/{id}/comment", () => Results.Json(new { comments = Comments }));
        app.MapPost("/rest/api/3/issue/{id}/comment", (JsonObject comment) =>
        {
            comment["id"] = $"{Comments.Count + 1}";
            Comments.Add(comment);
            return Answer(() => Results.Json(comment, statusCode: 201));
        });
        app.MapGet("/rest/api/3/issue/{id}/transitions", () => Results.Json(new { transitions = new[] { new { id = "21", name = "Start", to = StubJira.Status("In Progress") } } }));
        app.MapPost("/rest/api/3/issue/{id}/transitions", (string id) =>
        {
            Find(jira, id)["fields"]!["status"] = StubJira.Node(StubJira.Status("In Progress"));
            return Results.NoContent();
        });
    }

    private IResult Answer(Func<IResult> good) => SwallowsAnswers ? Results.StatusCode(504) : good();

    private static JsonObject Find(StubJira jira, string id) => jira.Issues.Single(issue => (string)issue["id"]! == id || (string)issue["key"]! == id);
}
