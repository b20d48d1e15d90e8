using System.Globalization;
using System.Text.Json.Nodes;
using Cto.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Cto.Connectors.Tests.PagerDuty;

/// <summary>As much of PagerDuty as the tests need: incidents, their log, schedules and users, listed by since, until, limit and offset.</summary>
internal sealed class StubPagerDuty : IAsyncDisposable
{
    public static readonly DateTimeOffset Start = Connectors.Today.AddDays(-100);

    public StubHttp Http { get; private set; } = null!;

    public List<JsonObject> Incidents { get; } = [];

    public List<JsonObject> Log { get; } = [];

    public List<JsonObject> Schedules { get; } = [];

    public List<JsonObject> Notes { get; } = [];

    /// <summary>Routes that answer with a status of their own.</summary>
    public Dictionary<string, int> Refused { get; } = [];

    public static async Task<StubPagerDuty> StartAsync()
    {
        var stub = new StubPagerDuty();
        stub.Http = await StubHttp.StartAsync(app =>
        {
            app.Use(async (context, next) =>
            {
                if (stub.Refused.TryGetValue($"{context.Request.Method} {context.Request.Path}", out var status))
                {
                    context.Response.StatusCode = status;
                    await context.Response.WriteAsJsonAsync(new { error = new { message = "Refused", code = 2010, errors = new[] { "No access" } } });
                    return;
                }

                await next(context);
            });
            app.MapGet("/incidents", (HttpContext context) => Page(context, "incidents", context.Request.Query["incident_key"] is [{ } key] ? [.. stub.Incidents.Where(incident => (string?)incident["incident_key"] == key)] : stub.Incidents));
            app.MapGet("/log_entries", (HttpContext context) => Page(context, "log_entries", stub.Log));
            app.MapGet("/incidents/{id}", (string id) => stub.Find(id) is { } incident ? Json(new() { ["incident"] = incident.DeepClone() }) : Results.Json(new { error = new { message = "Not Found" } }, statusCode: 404));
            app.MapGet("/incidents/{id}/log_entries", (HttpContext context, string id) => Page(context, "log_entries", [.. stub.Log.Where(entry => (string?)entry["incident"]!["id"] == id)]));
            app.MapGet("/incidents/{id}/notes", () => Json(new() { ["notes"] = new JsonArray([.. stub.Notes.Select(note => note.DeepClone())]) }));
            app.MapGet("/users", (HttpContext context) => Page(context, "users", [new() { ["id"] = "PADA", ["name"] = "Ada", ["email"] = "Ada@acme.test", ["role"] = "admin" }]));
            app.MapGet("/users/me", () => Results.Json(new { error = new { message = "Authentication token does not belong to a user" } }, statusCode: 400));
            app.MapGet("/teams", (HttpContext context) => Page(context, "teams", []));
            app.MapGet("/services", (HttpContext context) => Page(context, "services", [new() { ["id"] = "PSVC", ["name"] = "Checkout Service", ["html_url"] = "https://acme.pagerduty.com/service-directory/PSVC" }]));
            app.MapGet("/escalation_policies", (HttpContext context) => Page(context, "escalation_policies", []));
            app.MapGet("/schedules", (HttpContext context) => Page(context, "schedules", stub.Schedules));
            app.MapGet("/schedules/{id}", (string id) => Json(new() { ["schedule"] = stub.Schedules.First(schedule => (string?)schedule["id"] == id).DeepClone() }));
            app.MapPost("/incidents", async (HttpContext context, CancellationToken token) => stub.Created((await JsonNode.ParseAsync(context.Request.Body, cancellationToken: token))!["incident"]!.AsObject()));
            app.MapPut("/incidents/{id}", async (HttpContext context, string id) => stub.Updated(id, (await JsonNode.ParseAsync(context.Request.Body))!["incident"]!.AsObject()));
            app.MapPost("/incidents/{id}/notes", async (HttpContext context, string id) =>
            {
                stub.Notes.Add((await JsonNode.ParseAsync(context.Request.Body))!["note"]!.DeepClone().AsObject());
                return Json(new() { ["note"] = stub.Notes[^1].DeepClone() });
            });
        });
        return stub;
    }

    /// <summary>Whether a new incident is made and then not answered for.</summary>
    public bool BreaksAfterCreating { get; set; }

    public void Incident(string id, int minute, string status = "triggered") => Incidents.Add(new()
    {
        ["id"] = id,
        ["incident_number"] = Incidents.Count + 1,
        ["title"] = $"Trouble {id}",
        ["status"] = status,
        ["created_at"] = At(minute),
        ["priority"] = new JsonObject { ["id"] = "PRIO", ["summary"] = "P2" },
        ["service"] = new JsonObject { ["id"] = "PSVC", ["summary"] = "Checkout Service" },
    });

    public void Entry(string incident, string type, int minute) => Log.Add(new()
    {
        ["id"] = $"R{Log.Count}",
        ["type"] = $"{type}_log_entry",
        ["created_at"] = At(minute),
        ["incident"] = new JsonObject { ["id"] = incident },
        ["user"] = type == "notify" ? new JsonObject { ["id"] = "PADA", ["summary"] = "Ada" } : null,
        ["channel"] = new JsonObject { ["type"] = "auto", ["notification"] = new JsonObject { ["type"] = "phone_notification" } },
        ["summary"] = type,
    });

    public static string At(int minute) => Start.AddMinutes(minute).ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);

    public int Count(string path) => Http.Requests.Count(request => request.Target.Split('?')[0] == path);

    public ValueTask DisposeAsync() => Http.DisposeAsync();

    private JsonObject? Find(string id) => Incidents.FirstOrDefault(incident => (string?)incident["id"] == id || incident["incident_number"]!.ToString() == id);

    private IResult Created(JsonObject wanted)
    {
        Incident($"Q{Incidents.Count}", 10);
        Incidents[^1]["title"] = (string?)wanted["title"];
        Incidents[^1]["incident_key"] = (string?)wanted["incident_key"];
        return BreaksAfterCreating ? Results.StatusCode(500) : Json(new() { ["incident"] = Incidents[^1].DeepClone() });
    }

    private IResult Updated(string id, JsonObject wanted)
    {
        Find(id)!["status"] = (string?)wanted["status"];
        return Json(new() { ["incident"] = Find(id)!.DeepClone() });
    }

    private static IResult Page(HttpContext context, string name, IReadOnlyList<JsonObject> all)
    {
        var query = context.Request.Query;
        var (limit, offset) = (int.Parse(query["limit"]!, CultureInfo.InvariantCulture), int.Parse(query["offset"]!, CultureInfo.InvariantCulture));
        if (offset + limit > 10_000)
        {
            return Results.Json(new { error = new { message = "Offset and limit exceed 10000" } }, statusCode: 400);
        }

        var found = all.Where(item => item["created_at"] is not { } at || name is "users" || query["since"] is not [{ } since] ||
            (string.CompareOrdinal((string?)at, since) >= 0 && string.CompareOrdinal((string?)at, query["until"]!) < 0)).ToList();
        return Json(new()
        {
            [name] = new JsonArray([.. found.Skip(offset).Take(limit).Select(item => item.DeepClone())]),
            ["more"] = offset + limit < found.Count,
        });
    }

    private static IResult Json(JsonObject body) => Results.Text(body.ToJsonString(), "application/json");
}
