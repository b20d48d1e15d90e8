using System.Globalization;
using System.Text.Json;
using Cto.Upstreams.Vendors;
using Cto.Upstreams.World;
using Cto.Upstreams.World.Reliability;

namespace Cto.Upstreams.PagerDuty;

/// <summary>Incidents: listed, logged, triggered, acknowledged and noted.</summary>
internal sealed class PagerDutyIncidentRoutes(PagerDutyAccount account)
{
    public Task List(VendorCall call)
    {
        call.Only("limit", "offset", "total", "since", "until", "date_range", "incident_key", "sort_by", "time_zone", "statuses[]", "urgencies[]", "include[]", "team_ids[]", "service_ids[]", "user_ids[]");
        var (since, until) = Range(call);
        var found = account.Incidents(call.Now)
            .Where(incident => incident.TriggeredAt >= since && incident.TriggeredAt < until)
            .Where(incident => call.Query("incident_key") is not { } key || incident.Key == key);
        var sorted = (call.Query("sort_by") ?? "incident_number:desc").Split(':') is ["incident_number" or "created_at", "asc"] ? found : found.Reverse();
        return PagerDutyPages.AnswerAsync(call, "incidents", [.. sorted], (json, incident) => Write(call, json, incident));
    }

    public Task One(VendorCall call)
    {
        var incident = Find(call);
        return call.JsonAsync(json => Wrapped(call, json, incident));
    }

    public Task Log(VendorCall call)
    {
        call.Only("limit", "offset", "total", "time_zone", "since", "until", "is_overview", "include[]");
        var incident = Find(call);
        return PagerDutyPages.AnswerAsync(call, "log_entries", [.. incident.LogBy(call.Now).Reverse()], (json, entry) => Write(call, json, incident, entry));
    }

    public Task WholeLog(VendorCall call)
    {
        call.Only("limit", "offset", "total", "time_zone", "since", "until", "is_overview", "include[]", "team_ids[]");
        var (since, until) = (call.Instant("since") ?? DateTimeOffset.MinValue, call.Instant("until") ?? DateTimeOffset.MaxValue);
        var entries = account.Incidents(call.Now)
            .SelectMany(incident => incident.LogBy(call.Now).Where(entry => entry.At >= since && entry.At < until).Select(entry => (Incident: incident, Entry: entry)))
            .OrderByDescending(line => line.Entry.At);
        return PagerDutyPages.AnswerAsync(call, "log_entries", [.. entries], (json, line) => Write(call, json, line.Incident, line.Entry));
    }

    public Task Notes(VendorCall call)
    {
        var notes = Find(call).LogBy(call.Now).Where(entry => entry.Type is LogType.Annotate).ToList();
        return call.JsonAsync(json =>
        {
            json.WriteStartObject();
            json.WriteStartArray("notes");
            foreach (var note in notes)
            {
                Note(call, json, note);
            }

            json.WriteEndArray();
            json.WriteEndObject();
        });
    }

    public async Task AddNote(VendorCall call)
    {
        var (by, incident) = (Actor(call), Find(call));
        var content = Text(await call.BodyAsync(), "note", "content");
        account.Add(incident, LogType.Annotate, by, content, call.Now);
        await call.JsonAsync(json =>
        {
            json.WriteStartObject();
            json.WritePropertyName("note");
            Note(call, json, incident.LogBy(call.Now).Last(entry => entry.Type is LogType.Annotate));
            json.WriteEndObject();
        });
    }

    public async Task Create(VendorCall call)
    {
        var by = Actor(call);
        var body = await call.BodyAsync();
        var (title, type, service) = (Text(body, "incident", "title"), Text(body, "incident", "type"), Text(body, "incident", "service", "id"));
        if (type != "incident" || Text(body, "incident", "service", "type") != "service_reference")
        {
            throw Refusal.Bad("type", "is not that of an incident and a service reference");
        }

        var affected = account.Services.FirstOrDefault(known => account.ServiceId(known) == service) ?? throw Refusal.Bad("service", "is not known", status: 404);
        var key = Optional(body, "incident_key") ?? Guid.Empty.ToString("N", CultureInfo.InvariantCulture);
        if (account.Incidents(call.Now).Any(incident => incident.Key == key && incident.Service == affected && incident.Status(call.Now) != "resolved"))
        {
            throw new Refusal(400, "Open incident with matching dedup key already exists on this service") { Parameter = "incident_key" };
        }

        var urgent = Optional(body, "urgency") switch { "low" => false, "high" or null => true, _ => throw Refusal.Bad("urgency", "is neither high nor low") };
        var created = account.Create(title, affected, urgent, key, by, call.Now);
        await call.JsonAsync(json => Wrapped(call, json, created), 201);
    }

    public async Task Update(VendorCall call)
    {
        var (by, incident) = (Actor(call), Find(call));
        var body = await call.BodyAsync();
        var status = Text(body, "incident", "status");
        if (status is not ("acknowledged" or "resolved") || Text(body, "incident", "type") is not ("incident" or "incident_reference"))
        {
            throw Refusal.Bad("status", "is neither acknowledged nor resolved");
        }

        if (incident.Status(call.Now) == "resolved")
        {
            throw new Refusal(400, "Incident Already Resolved") { Parameter = "status" };
        }

        account.Add(incident, status == "acknowledged" ? LogType.Acknowledge : LogType.Resolve, by, null, call.Now);
        await call.JsonAsync(json => Wrapped(call, json, incident));
    }

    // Since and until are a month by themselves, and at most six months apart.
    private static (DateTimeOffset Since, DateTimeOffset Until) Range(VendorCall call)
    {
        if (call.Choice("date_range", "", "all") == "all")
        {
            return (DateTimeOffset.MinValue, DateTimeOffset.MaxValue);
        }

        var until = call.Instant("until") ?? call.Now.AddSeconds(1);
        var since = call.Instant("since") ?? until.AddMonths(-1);
        return until - since <= TimeSpan.FromDays(184) ? (since, until) : throw Refusal.Bad("since", "and until cannot be more than 6 months apart");
    }

    private Incident Find(VendorCall call)
    {
        var id = call.Route("id");
        return account.Incidents(call.Now).FirstOrDefault(incident => incident.Id == id || incident.Number.ToString(CultureInfo.InvariantCulture) == id) ?? throw Refusal.NotFound("Incident Not Found");
    }

    // A key of the account acts for nobody: the From header says for whom.
    private Person Actor(VendorCall call) =>
        call.Header("From") is { } from && account.Company.People.FirstOrDefault(person => person.Email.Equals(from, StringComparison.OrdinalIgnoreCase)) is { } person ? person
        : call.Who is { IsOAuth: true } who && account.Company.People.FirstOrDefault(person => person.PagerDuty == who.Account) is { } holder ? holder
        : throw Refusal.Bad("From", "header must be the email address of a user");

    private static string Text(JsonElement body, params ReadOnlySpan<string> path)
    {
        foreach (var name in path)
        {
            body = body.ValueKind is JsonValueKind.Object && body.TryGetProperty(name, out var inner) ? inner : throw Refusal.Bad(name, "cannot be empty");
        }

        return body.ValueKind is JsonValueKind.String && body.GetString() is { Length: > 0 } text ? text : throw Refusal.Bad(path[^1], "cannot be empty");
    }

    private static string? Optional(JsonElement body, string name) =>
        body.GetProperty("incident").TryGetProperty(name, out var value) && value.ValueKind is JsonValueKind.String ? value.GetString() : null;

    private void Wrapped(VendorCall call, Utf8JsonWriter json, Incident incident)
    {
        json.WriteStartObject();
        json.WritePropertyName("incident");
        Write(call, json, incident);
        json.WriteEndObject();
    }

    private void Write(VendorCall call, Utf8JsonWriter json, Incident incident)
    {
        json.WriteStartObject();
        new PagerDutyWriter(account, json, call.Root).Incident(incident, call.Now);
        json.WriteEndObject();
    }

    private void Write(VendorCall call, Utf8JsonWriter json, Incident incident, LogEntry entry) =>
        new PagerDutyWriter(account, json, call.Root).LogEntry(incident, entry, call.Query("include[]") == "channels");

    private void Note(VendorCall call, Utf8JsonWriter json, LogEntry note)
    {
        json.WriteStartObject();
        json.WriteString("id", $"P{note.Id[^6..]}");
        new PagerDutyWriter(account, json, call.Root).Person("user", note.Person!);
        json.WriteStartObject("channel");
        json.WriteString("summary", "The PagerDuty website or APIs");
        json.WriteEndObject();
        json.WriteString("content", note.Text);
        json.WriteInstant("created_at", note.At);
        json.WriteEndObject();
    }
}
