using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Cto.Domain.Sources;
using Cto.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Cto.Connectors.Tests.Asana;

/// <summary>An Asana with one workspace and one project, whose tasks and stories a test sets.</summary>
internal sealed class StubAsana : IAsyncDisposable
{
    public StubHttp Http { get; private set; } = null!;

    public List<JsonObject> Tasks { get; } = [];

    /// <summary>By the tasks' ids.</summary>
    public Dictionary<string, List<JsonObject>> Stories { get; } = [];

    public List<string> Files { get; } = [];

    public int PageSize { get; set; } = 100;

    /// <summary>Answers a request instead; <see langword="null"/> lets it through.</summary>
    public Func<HttpRequest, IResult?> Misbehave { get; set; } = _ => null;

    public static async Task<StubAsana> StartAsync()
    {
        var asana = new StubAsana();
        asana.Http = await StubHttp.StartAsync(app =>
        {
            app.Use((context, next) => asana.Misbehave(context.Request) is { } answer ? answer.ExecuteAsync(context) : next(context));
            app.MapGet("/users/me", () => Data(new { gid = "9", name = "Cleo", workspaces = new[] { new { gid = "w1", name = "Acme" } } }));
            app.MapGet("/projects", () => Data(new object[] { new { gid = "p1", name = "Campaign", archived = false, team = new { name = "Growth" }, owner = new { gid = "u1", name = "Olga" } }, new { gid = "p2", name = "Old", archived = true } }));
            app.MapGet("/tasks", (string modified_since, string? offset) => asana.Page(modified_since, offset));
            app.MapGet("/tasks/{gid}", (string gid) => asana.Tasks.FirstOrDefault(task => (string)task["gid"]! == gid) is { } task ? Data(task) : Results.NotFound());
            app.MapGet("/tasks/{gid}/stories", (string gid) => Data(asana.Stories.GetValueOrDefault(gid) ?? []));
            app.MapPost("/tasks", (JsonObject body) => asana.Create(body["data"]!.AsObject()));
            app.MapPost("/tasks/{gid}/stories", (string gid, JsonObject body) => asana.Comment(gid, (string)body["data"]!["html_text"]!));
            app.MapGet("/attachments", () => Data(asana.Files.Select(name => new { gid = name, name })));
            app.MapPost("/attachments", async (HttpRequest request) =>
            {
                var file = (await request.ReadFormAsync()).Files.Single();
                asana.Files.Add(file.FileName);
                return Data(new { gid = "a1", name = file.FileName });
            });
        });
        return asana;
    }

    public SourceConnection Source() => VendorSource.Of("asana", Http.Address.ToString(), "token", ("token", "t"), ("webhookSecret", "one\ntwo"));

    public JsonObject Add(string gid, int hour, object? fields = null)
    {
        var task = Node(new { gid, name = $"Task {gid}", resource_subtype = "default_task", completed = false, created_at = At(0), modified_at = At(hour), memberships = new[] { new { project = new { gid = "p1" }, section = new { name = "To do" } } } });
        foreach (var (name, value) in Node(fields ?? new { }))
        {
            task[name] = value?.DeepClone();
        }

        Tasks.Add(task);
        return task;
    }

    public void Tell(string task, params object[] stories) => Stories[task] = [.. stories.Select(Node)];

    public static string At(int hour) => new DateTimeOffset(2026, 11, 9, 0, 0, 0, TimeSpan.Zero).AddHours(hour).ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    public ValueTask DisposeAsync() => Http.DisposeAsync();

    private static JsonObject Node(object value) => JsonSerializer.SerializeToNode(value)!.AsObject();

    private static IResult Data(object data) => Results.Json(new { data });

    private IResult Page(string since, string? offset)
    {
        var start = offset is null ? 0 : int.Parse(offset, CultureInfo.InvariantCulture);
        var found = Tasks.Where(task => string.CompareOrdinal((string)task["modified_at"]!, since) >= 0).ToList();
        var next = start + PageSize < found.Count ? new { offset = $"{start + PageSize}" } : null;
        return Results.Json(new { data = found.Skip(start).Take(PageSize), next_page = next });
    }

    private IResult Create(JsonObject draft)
    {
        var task = Add($"new{Tasks.Count}", 30, new { name = (string?)draft["name"], notes = (string?)draft["html_notes"], assignee = draft["assignee"] is { } assignee ? new { name = $"user {assignee}" } : null, permalink_url = "https://app.asana.com/0/1/2" });
        return Results.Json(new { data = task }, statusCode: 201);
    }

    private IResult Comment(string task, string text)
    {
        var story = Node(new { gid = "s1", resource_subtype = "comment_added", text });
        (Stories.TryGetValue(task, out var known) ? known : Stories[task] = []).Add(story);
        return Results.Json(new { data = story }, statusCode: 201);
    }
}
