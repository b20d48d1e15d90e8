using System.Text.Json;
using Cto.Upstreams.Vendors;
using Cto.Upstreams.World;
using Cto.Upstreams.World.Reliability;

namespace Cto.Upstreams.PagerDuty;

/// <summary>Writes PagerDuty's things as its API does.</summary>
internal sealed class PagerDutyWriter(PagerDutyAccount account, Utf8JsonWriter json, string root)
{
    public void Incident(Incident incident, DateTimeOffset now)
    {
        var status = incident.Status(now);
        json.WriteNumber("incident_number", incident.Number);
        json.WriteString("title", incident.Title);
        json.WriteInstant("created_at", incident.TriggeredAt);
        json.WriteInstant("updated_at", incident.LogBy(now).Last().At);
        json.WriteString("status", status);
        json.WriteString("incident_key", incident.Key);
        json.WriteString("urgency", incident.Urgent ? "high" : "low");
        json.WriteInstant("last_status_change_at", incident.LogBy(now).Last(entry => entry.Type is LogType.Trigger or LogType.Acknowledge or LogType.Resolve).At);
        json.WriteInstant("resolved_at", status == "resolved" ? incident.When(LogType.Resolve, now) : null);
        Reference("service", "service", account.ServiceId(incident.Service), incident.Service.Title, "services", "service-directory");
        Reference("escalation_policy", "escalation_policy", account.PolicyId(incident.Service.Team), $"{incident.Service.Team} escalation", "escalation_policies");
        if (incident.Severity is { } severity)
        {
            Reference("priority", "priority", account.PriorityId(severity), severity, "priorities");
        }
        else
        {
            json.WriteNull("priority");
        }

        json.WriteStartArray("assignments");
        if (status != "resolved" && incident.Assignee(now) is { } assignee)
        {
            json.WriteStartObject();
            json.WriteInstant("at", incident.LogBy(now).Last(entry => entry.Type is LogType.Assign or LogType.Escalate).At);
            Person("assignee", assignee);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("teams");
        TeamReference(incident.Service.Team);
        json.WriteEndArray();
        Self(incident.Id, "incident", $"[#{incident.Number}] {incident.Title}", "incidents", "incidents");
    }

    public void LogEntry(Incident incident, LogEntry entry, bool withChannels)
    {
        var (type, summary) = entry.Type switch
        {
            LogType.Trigger => ("trigger", entry.Person is null ? "Triggered through the API." : $"Triggered by {entry.Person}."),
            LogType.Assign => ("assign", $"Assigned to {entry.Person}."),
            LogType.Notify => ("notify", $"Notified {entry.Person} by {entry.Text}."),
            LogType.Escalate => ("escalate", $"Escalated to {entry.Person} after the timeout."),
            LogType.Acknowledge => ("acknowledge", $"Acknowledged by {entry.Person}."),
            LogType.Annotate => ("annotate", $"Note added by {entry.Person}."),
            _ => ("resolve", $"Resolved by {entry.Person}."),
        };
        json.WriteStartObject();
        Self(entry.Id, $"{type}_log_entry", summary, "log_entries", $"incidents/{incident.Id}/log_entries");
        json.WriteInstant("created_at", entry.At);
        switch (entry.Type)
        {
            case LogType.Notify:
                Person("user", entry.Person!);
                break;
            case LogType.Assign or LogType.Escalate:
                Reference("agent", "service", account.ServiceId(incident.Service), incident.Service.Title, "services");
                json.WriteStartArray("assignees");
                PersonReference(entry.Person!);
                json.WriteEndArray();
                break;
            case LogType.Trigger:
                Reference("agent", "service", account.ServiceId(incident.Service), incident.Service.Title, "services");
                break;
            default:
                Person("agent", entry.Person!);
                break;
        }

        json.WriteStartObject("channel");
        json.WriteString("type", entry.Type switch { LogType.Notify => "auto", LogType.Annotate => "note", LogType.Escalate => "timeout", _ => "api" });
        if (withChannels && entry.Type is LogType.Notify)
        {
            json.WriteStartObject("notification");
            json.WriteString("type", $"{entry.Text}_notification");
            json.WriteString("status", "success");
            json.WriteEndObject();
        }

        if (withChannels && entry.Type is LogType.Annotate)
        {
            json.WriteString("content", entry.Text);
        }

        json.WriteEndObject();
        Reference("incident", "incident", incident.Id, $"[#{incident.Number}] {incident.Title}", "incidents");
        json.WriteStartArray("teams");
        TeamReference(incident.Service.Team);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    public void Person(string name, Person person) => Reference(name, "user", person.PagerDuty, person.Name, "users");

    public void TeamReference(Team team)
    {
        json.WriteStartObject();
        Self(account.TeamId(team), "team_reference", team.Name, "teams", "teams");
        json.WriteEndObject();
    }

    public void PersonReference(Person person)
    {
        json.WriteStartObject();
        Self(person.PagerDuty, "user_reference", person.Name, "users", "users");
        json.WriteEndObject();
    }

    public void Reference(string name, string type, string id, string summary, string path, string? page = null)
    {
        json.WriteStartObject(name);
        Self(id, $"{type}_reference", summary, path, page ?? path);
        json.WriteEndObject();
    }

    public void Self(string id, string type, string summary, string path, string page)
    {
        json.WriteString("id", id);
        json.WriteString("type", type);
        json.WriteString("summary", summary);
        json.WriteString("self", $"{root}/{path}/{id}");
        json.WriteString("html_url", PagerDutyAccount.Page($"{page}/{id}"));
    }
}
