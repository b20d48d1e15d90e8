using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Cto.Domain.Sources;
using Cto.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Cto.Connectors.Tests.Jira;

/// <summary>A Jira whose issues, sprints and boards a test sets; it understands the queries that the connector makes.</summary>
internal sealed partial class StubJira : IAsyncDisposable
{
    public const string Points = "customfield_10016";
    public const string Sprint = "customfield_10020";
    public const string EpicLink = "customfield_10014";
    public const string Flagged = "customfield_10021";

    public StubHttp Http { get; private set; } = null!;

    public List<JsonObject> Issues { get; } = [];

    public List<JsonObject> Sprints { get; } = [];

    public List<JsonObject> Boards { get; } = [Node(new { id = 1, name = "PAY board", type = "scrum", location = new { projectKey = "PAY", projectName = "Payments" } })];

    public List<JsonObject> Projects { get; } = [Node(new { id = "10000", key = "PAY", name = "Payments", lead = new { accountId = "lead", displayName = "Lea Lead", active = true }, issueTypes = new[] { new { name = "Epic", subtask = false }, new { name = "Task", subtask = false } } })];

    /// <summary>The zone of the account that asks; <see langword="null"/> = it is hidden.</summary>
    public string? Zone { get; set; } = "Etc/UTC";

    public int PageSize { get; set; } = 100;

    /// <summary>How many entries of a history a search tells.</summary>
    public int HistorySize { get; set; } = 40;

    /// <summary>Answers a request instead; <see langword="null"/> lets it through.</summary>
    public Func<HttpContext, IResult?> Misbehave { get; set; } = _ => null;

    public static async Task<StubJira> StartAsync(bool server = false, Action<WebApplication, StubJira>? more = null)
    {
        var jira = new StubJira();
        var version = server ? "2" : "3";
        jira.Http = await StubHttp.StartAsync(app =>
        {
            Map($"/rest/api/{version}/myself", _ => Results.Json(new { accountId = "me", displayName = "Mia Krystof", timeZone = jira.Zone }));
            Map($"/rest/api/{version}/field", _ => Results.Json(Fields()));
            Map($"/rest/api/{version}/status", _ => Results.Json(Statuses()));
            Map("/rest/api/2/serverInfo", _ => Results.Json(new { deploymentType = server ? "Server" : "Cloud" }));
            Map("/rest/api/3/project/search", _ => Results.Json(new { isLast = true, values = jira.Projects }));
            Map("/rest/api/2/project", _ => Results.Json(jira.Projects));
            Map("/rest/api/3/search/jql", context => jira.SearchByToken(context.Request));
            Map("/rest/api/2/search", context => jira.SearchByPosition(context.Request));
            app.MapPost("/rest/api/3/search/approximate-count", () => Results.Json(new { count = jira.Issues.Count }));
            Map("/rest/api/3/issue/{id}/changelog", context => jira.Changelog(context.Request));
            Map("/rest/agile/1.0/board", _ => Results.Json(new { isLast = true, values = jira.Boards }));
            Map("/rest/agile/1.0/board/{id}/sprint", context => Results.Json(new { isLast = true, values = jira.Sprints.Where(sprint => context.Request.Query["state"].FirstOrDefault() is not { } states || states.Split(',').Contains((string)sprint["state"]!)) }));
            Map("/rest/agile/1.0/sprint/{id}", context => jira.Sprints.FirstOrDefault(sprint => sprint["id"]!.ToString() == (string)context.Request.RouteValues["id"]!) is { } sprint ? Results.Json(sprint) : Results.NotFound());
            more?.Invoke(app, jira);

            void Map(string route, Func<HttpContext, IResult> answer) => app.MapGet(route, async (HttpContext context) => await (jira.Misbehave(context) ?? answer(context)).ExecuteAsync(context));
        });
        return jira;
    }

    public SourceConnection Source(params (string Name, string Value)[] settings) =>
        VendorSource.Of("jira", Http.Address.ToString(), "token", ("email", "cto@acme.test"), ("token", "t0k3n"), ("webhookSecret", "hook")).With(("deployment", "cloud")).With(settings);

    /// <summary>An instant on 1 November 2026 and after.</summary>
    public static DateTimeOffset At(double hours) => new DateTimeOffset(2026, 11, 1, 0, 0, 0, TimeSpan.Zero).AddHours(hours);

    /// <summary>As Jira writes instants.</summary>
    public static string Text(DateTimeOffset at) => at.ToOffset(TimeSpan.FromHours(8)).ToString("yyyy-MM-dd'T'HH:mm:ss.fff", CultureInfo.InvariantCulture) + "+0800";

    public JsonObject Add(int id, double updated, object? fields = null, params JsonObject[] histories)
    {
        var issue = Node(new
        {
            id = $"{10_000 + id}",
            key = $"PAY-{id}",
            fields = new
            {
                summary = $"Item {id}",
                issuetype = new { name = "Story", subtask = false, hierarchyLevel = 0 },
                status = Status("Done"),
                priority = new { name = "High" },
                project = new { id = "10000", key = "PAY", name = "Payments" },
                assignee = new { accountId = "a", displayName = "Ada Ames" },
                labels = new[] { "post-mortem" },
                components = new[] { new { name = "payments-api" } },
                issuelinks = Array.Empty<object>(),
                created = Text(At(0)),
                updated = Text(At(updated)),
            },
        });
        foreach (var (name, value) in Node(fields ?? new { }))
        {
            issue["fields"]![name] = value?.DeepClone();
        }

        issue["histories"] = new JsonArray([.. histories.Select(entry => entry.DeepClone())]);
        Issues.Add(issue);
        return issue;
    }

    public static JsonObject History(int id, double at, params object[] items) =>
        Node(new { id = $"{id}", author = new { accountId = "a", displayName = "Ada Ames" }, created = Text(At(at)), items });

    public static object Change(string field, string? fieldId, string? from, string? fromString, string? to, string? toText) =>
        new Dictionary<string, object?> { ["field"] = field, ["fieldtype"] = "jira", ["fieldId"] = fieldId, ["from"] = from, ["fromString"] = fromString, ["to"] = to, ["toString"] = toText };

    public static object StatusChange(string from, string to) => Change("status", "status", Id(from), from, Id(to), to);

    public static object SprintChange(string from, string to) => Change("Sprint", Sprint, from, from, to, to);

    public static object PointsChange(string? from, string? to) => Change("Story Points", Points, null, from, null, to);

    public static object Status(string name) => new { id = Id(name), name, statusCategory = new { key = name switch { "To Do" => "new", "In Progress" => "indeterminate", _ => "done" } } };

    public static object SprintOf(int id, string state, double? start = null, double? end = null, double? complete = null) => new
    {
        id,
        name = $"Sprint {id}",
        state,
        originBoardId = 1,
        boardId = 1,
        goal = "",
        startDate = start is { } s ? At(s).ToString("o") : null,
        endDate = end is { } e ? At(e).ToString("o") : null,
        completeDate = complete is { } c ? At(c).ToString("o") : null,
    };

    public static JsonObject Node(object value) => JsonSerializer.SerializeToNode(value)!.AsObject();

    public ValueTask DisposeAsync() => Http.DisposeAsync();

    private static string Id(string status) => status switch { "To Do" => "1", "In Progress" => "3", _ => "5" };

    private static object[] Fields() =>
    [
        new { id = "summary", name = "Summary", schema = new { type = "string" } },
        new { id = Points, name = "Story point estimate", schema = new { type = "number", custom = "com.pyxis.greenhopper.jira:jsw-story-points" } },
        new { id = Sprint, name = "Sprint", schema = new { type = "array", custom = "com.pyxis.greenhopper.jira:gh-sprint" } },
        new { id = EpicLink, name = "Epic Link", schema = new { type = "any", custom = "com.pyxis.greenhopper.jira:gh-epic-link" } },
        new { id = Flagged, name = "Flagged", schema = new { type = "array", custom = "com.atlassian.jira.plugin.system.customfieldtypes:multicheckboxes" } },
    ];

    private static object[] Statuses() => [Status("To Do"), Status("In Progress"), Status("Done")];

    private IResult SearchByToken(HttpRequest request)
    {
        var start = int.Parse(request.Query["nextPageToken"].FirstOrDefault() ?? "0", CultureInfo.InvariantCulture);
        var found = Found(request);
        var next = start + PageSize < found.Count ? $"{start + PageSize}" : null;
        return Results.Json(new { issues = found.Skip(start).Take(PageSize), nextPageToken = next, isLast = next is null });
    }

    private IResult SearchByPosition(HttpRequest request)
    {
        var start = int.Parse(request.Query["startAt"].FirstOrDefault() ?? "0", CultureInfo.InvariantCulture);
        var found = Found(request);
        return Results.Json(new { issues = found.Skip(start).Take(PageSize), startAt = start, total = found.Count });
    }

    private List<JsonObject> Found(HttpRequest request)
    {
        var jql = request.Query["jql"].ToString();
        var found = Issues.Where(issue => Holds(jql, issue)).OrderBy(Updated).Select(issue => issue.DeepClone().AsObject()).ToList();
        foreach (var issue in found)
        {
            var histories = issue["histories"]!.AsArray().Reverse().ToList();
            issue.Remove("histories");
            if (request.Query["expand"] == "changelog")
            {
                issue["changelog"] = Node(new { startAt = 0, maxResults = HistorySize, total = histories.Count, histories = histories.Take(HistorySize) });
            }
        }

        return found;
    }

    private bool Holds(string jql, JsonObject issue)
    {
        if (Since().Match(jql) is { Success: true } since)
        {
            var local = DateTime.ParseExact(since.Groups[1].Value, "yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
            return Updated(issue) >= new DateTimeOffset(local, TimeZoneInfo.FindSystemTimeZoneById(Zone ?? "Asia/Shanghai").GetUtcOffset(local));
        }

        if (Labelled().Match(jql) is { Success: true } label)
        {
            return (issue["fields"]!["labels"] as JsonArray ?? []).Any(one => (string?)one == label.Groups[1].Value);
        }

        if (jql.Contains("assignee is not EMPTY", StringComparison.Ordinal))
        {
            return issue["fields"]!["assignee"] is JsonObject;
        }

        return Named().Match(jql) switch
        {
            { Success: true } ids when ids.Groups[1].Value == "sprint" => (issue["fields"]![Sprint] as JsonArray ?? []).Any(sprint => sprint!["id"]!.ToString() == ids.Groups[2].Value),
            { Success: true } ids => ids.Groups[2].Value.Split(',', StringSplitOptions.TrimEntries).Contains((string)issue[ids.Groups[1].Value]!),
            _ => throw new InvalidOperationException($"The stub does not understand: {jql}"),
        };
    }

    private IResult Changelog(HttpRequest request)
    {
        var start = int.Parse(request.Query["startAt"].ToString(), CultureInfo.InvariantCulture);
        var all = Issues.Single(issue => (string)issue["id"]! == (string)request.RouteValues["id"]!)["histories"]!.AsArray();
        return Results.Json(new { startAt = start, total = all.Count, isLast = start + 2 >= all.Count, values = all.Skip(start).Take(2) });
    }

    private static DateTimeOffset Updated(JsonObject issue) => DateTimeOffset.Parse((string)issue["fields"]!["updated"]!, CultureInfo.InvariantCulture);

    [GeneratedRegex("updated >= \"([0-9: -]+)\"")]
    private static partial Regex Since();

    [GeneratedRegex("AND labels = \"([^\"]+)\"$")]
    private static partial Regex Labelled();

    [GeneratedRegex(@"^(sprint|id|key) (?:=|in) \(?([^)]+?)\)?$")]
    private static partial Regex Named();
}
