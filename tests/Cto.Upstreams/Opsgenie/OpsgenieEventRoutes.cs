using System.Text.Json;
using Cto.Upstreams.Vendors;
using Cto.Upstreams.World;
using Cto.Upstreams.World.Reliability;

namespace Cto.Upstreams.Opsgenie;

/// <summary>Alerts and incidents.</summary>
internal sealed class OpsgenieEventRoutes(OpsgenieAccount account)
{
    public Task Alerts(VendorCall call)
    {
        call.Only("query", "searchIdentifier", "searchIdentifierType", "offset", "limit", "sort", "order");
        var (from, until) = OpsgeniePages.Range(call);
        var found = account.Alerts(call.Now).Where(alert => alert.At >= from && alert.At < until);
        var sorted = call.Choice("sort", "createdAt", "updatedAt") == "updatedAt" ? found.OrderBy(alert => alert.UpdatedAt(call.Now)) : found.OrderBy(alert => alert.At);
        return OpsgeniePages.AnswerAsync(call, [.. call.Choice("order", "desc", "asc") == "asc" ? sorted : sorted.Reverse()], (json, alert) => Write(json, alert, call.Now));
    }

    public Task Incidents(VendorCall call)
    {
        call.Only("query", "offset", "limit", "sort", "order");
        _ = call.Query("query") ?? throw Refusal.Bad("query", "is required");
        call.Choice("sort", "createdAt", "tinyId", "message", "status", "isSeen", "owner");
        var (from, until) = OpsgeniePages.Range(call);
        var found = account.Incidents(call.Now).Where(incident => incident.TriggeredAt >= from && incident.TriggeredAt < until);
        return OpsgeniePages.AnswerAsync(call, [.. call.Choice("order", "desc", "asc") == "asc" ? found : found.Reverse()], (json, incident) => Write(json, incident, call.Now));
    }

    private void Write(Utf8JsonWriter json, OpsgenieAlertLife alert, DateTimeOffset now)
    {
        var (taken, closed) = (alert.TakenAt <= now, alert.ClosedAt <= now);
        json.WriteStartObject();
        json.WriteString("id", alert.Id);
        json.WriteString("tinyId", alert.Tiny);
        json.WriteString("message", $"{alert.Service.Title}: {alert.Message}");
        json.WriteString("status", closed ? "closed" : "open");
        json.WriteBoolean("acknowledged", taken);
        json.WriteString("priority", alert.Priority);
        json.WriteString("owner", taken ? alert.Owner?.Email : "");
        json.WriteString("source", "CloudWatch");
        json.WriteInstant("createdAt", alert.At);
        json.WriteInstant("updatedAt", alert.UpdatedAt(now));
        Tags(json, alert.Service);
        Responders(json);
        json.WriteStartObject("integration");
        json.WriteString("name", "CloudWatch");
        json.WriteString("type", "CloudWatch");
        json.WriteEndObject();
        json.WriteStartObject("report");
        if (taken)
        {
            json.WriteNumber("ackTime", (long)(alert.TakenAt!.Value - alert.At).TotalMilliseconds);
        }

        if (closed)
        {
            json.WriteNumber("closeTime", (long)(alert.ClosedAt - alert.At).TotalMilliseconds);
        }

        json.WriteEndObject();
        json.WriteEndObject();
    }

    private void Write(Utf8JsonWriter json, Incident incident, DateTimeOffset now)
    {
        var resolved = incident.When(LogType.Resolve, now);
        json.WriteStartObject();
        json.WriteString("id", incident.Guid);
        json.WriteString("tinyId", $"{incident.Number}");
        json.WriteString("message", incident.Title);
        json.WriteString("status", resolved is null ? "open" : "resolved");
        json.WriteString("priority", $"P{incident.Severity![^1]}");
        json.WriteString("owner", incident.Assignee(now)?.Email);
        json.WriteInstant("createdAt", incident.TriggeredAt);
        json.WriteInstant("updatedAt", incident.LogBy(now).Last().At);
        json.WriteInstant("impactStartDate", incident.TriggeredAt);
        if (resolved is not null)
        {
            json.WriteInstant("impactEndDate", resolved);
        }

        json.WriteStartArray("impactedServices");
        json.WriteStringValue(account.Id("service", incident.Service.Name));
        json.WriteEndArray();
        Tags(json, incident.Service);
        Responders(json);
        json.WriteString("ownerTeam", "");
        json.WriteStartObject("links");
        json.WriteString("web", $"https://acme.app.opsgenie.com/incident/detail/{incident.Guid}");
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void Tags(Utf8JsonWriter json, Service service)
    {
        json.WriteStartArray("tags");
        json.WriteStringValue($"service:{service.Short}");
        json.WriteEndArray();
    }

    private void Responders(Utf8JsonWriter json)
    {
        json.WriteStartArray("responders");
        json.WriteStartObject();
        json.WriteString("type", "team");
        json.WriteString("id", account.Id("team", account.Team.Name));
        json.WriteEndObject();
        json.WriteEndArray();
    }
}
