using System.Text.Json;
using Cto.Upstreams.Vendors;
using Cto.Upstreams.Webhooks;
using Cto.Upstreams.World.Reliability;

namespace Cto.Upstreams.PagerDuty;

/// <summary>PagerDuty's webhooks, version 3.</summary>
internal static class PagerDutyWebhookWriter
{
    public static IEnumerable<SimulatedWebhook> In(WebhookSpan span, PagerDutyAccount account) => account.Incidents(span.Until)
        .SelectMany(incident => incident.LogBy(span.Until).Where(entry => span.Has(entry.At) && Name(entry.Type) is not null).Select(entry => Hook(account, incident, entry)));

    // While a secret is renewed there is a signature for the old one too.
    public static IEnumerable<KeyValuePair<string, string>> Sign(SimulatedWebhook webhook, string secret)
    {
        string Signature(string key) => $"v1={WebhookHash.HexSha256(key, webhook.Body.Span)}";
        yield return new("X-PagerDuty-Signature", $"{Signature("a secret that was renewed")},{Signature(secret)}");
        yield return new("X-Webhook-Id", "01DEMOACME");
    }

    private static string? Name(LogType type) => type switch
    {
        LogType.Trigger => "incident.triggered",
        LogType.Acknowledge => "incident.acknowledged",
        LogType.Escalate => "incident.escalated",
        LogType.Annotate => "incident.annotated",
        LogType.Resolve => "incident.resolved",
        _ => null,
    };

    private static SimulatedWebhook Hook(PagerDutyAccount account, Incident incident, LogEntry entry) => SimulatedWebhook.Of(entry.At, Name(entry.Type)!, json =>
    {
        var write = new PagerDutyWriter(account, json, "https://api.pagerduty.com");
        json.WriteStartObject("event");
        json.WriteString("id", entry.Id);
        json.WriteString("event_type", Name(entry.Type));
        json.WriteString("resource_type", "incident");
        json.WriteInstant("occurred_at", entry.At);
        json.WriteStartObject("data");
        if (entry.Type is LogType.Annotate)
        {
            json.WriteString("id", entry.Id);
            json.WriteString("type", "incident_note");
            json.WriteString("content", entry.Text);
            write.Reference("incident", "incident", incident.Id, incident.Title, "incidents");
        }
        else
        {
            Incident(json, write, account, incident, entry);
        }

        json.WriteEndObject();
        json.WriteEndObject();
    });

    private static void Incident(Utf8JsonWriter json, PagerDutyWriter write, PagerDutyAccount account, Incident incident, LogEntry entry)
    {
        write.Self(incident.Id, "incident", $"[#{incident.Number}] {incident.Title}", "incidents", "incidents");
        json.WriteNumber("number", incident.Number);
        json.WriteString("status", incident.Status(entry.At));
        json.WriteString("incident_key", incident.Key);
        json.WriteInstant("created_at", incident.TriggeredAt);
        json.WriteString("title", incident.Title);
        json.WriteString("urgency", incident.Urgent ? "high" : "low");
        write.Reference("service", "service", account.ServiceId(incident.Service), incident.Service.Title, "services");
        if (incident.Severity is { } severity)
        {
            write.Reference("priority", "priority", account.PriorityId(severity), severity, "priorities");
        }

        json.WriteStartArray("assignees");
        if (incident.Assignee(entry.At) is { } assignee)
        {
            write.PersonReference(assignee);
        }

        json.WriteEndArray();
    }
}
