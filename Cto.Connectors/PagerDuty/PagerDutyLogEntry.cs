using System.Text.Json.Serialization;
using Cto.Connectors.Http;
using Cto.Domain.Reliability;

namespace Cto.Connectors.PagerDuty;

/// <summary>One line of an incident's log.</summary>
internal sealed class PagerDutyLogEntry : PagerDutyReference
{
    public PagerDutyReference? Agent { get; set; }
    public PagerDutyReference? User { get; set; }
    public PagerDutyReference?[]? Assignees { get; set; }
    public PagerDutyReference? Incident { get; set; }
    public PagerDutyChannel? Channel { get; set; }
    public string? Note { get; set; }

    [JsonConverter(typeof(LenientInstant))]
    public DateTimeOffset? CreatedAt { get; set; }

    /// <param name="incident">The id of the incident it belongs to.</param>
    /// <param name="people">E-mail addresses by the ids of users.</param>
    /// <returns><see langword="null"/> when it lacks what identifies it.</returns>
    public IncidentEvent? ToFact(string incident, PagerDutyPeople people)
    {
        if (string.IsNullOrEmpty(Id) || CreatedAt is not { } at)
        {
            return null;
        }

        var type = Meaning;
        var person = Who(type);
        return new()
        {
            Key = KeyOf(Id),
            ChangedAt = at,
            Url = HtmlUrl,
            Incident = KeyOf(incident),
            Type = type,
            At = at,
            Person = person?.Title ?? (type is IncidentEventType.Notified ? Told?.Name : null),
            Email = people.Email(person?.Id) ?? (type is IncidentEventType.Notified ? people.EmailOfName(Told?.Name) : null),
            Channel = type is IncidentEventType.Notified ? Means : null,
            Summary = type is IncidentEventType.Noted ? Note ?? Channel?.Content ?? Channel?.Summary ?? Summary : Summary,
        };
    }

    // PagerDuty's description has both words, its logs the first.
    [JsonIgnore]
    public bool IsAcknowledgement => Type is "acknowledge_log_entry" or "acknowledgement_log_entry";

    private IncidentEventType Meaning => Type switch
    {
        "trigger_log_entry" => IncidentEventType.Triggered,
        "notify_log_entry" => IncidentEventType.Notified,
        _ when IsAcknowledgement => IncidentEventType.Acknowledged,
        "assign_log_entry" or "delegate_log_entry" => IncidentEventType.Assigned,
        "escalate_log_entry" => IncidentEventType.Escalated,
        "annotate_log_entry" => IncidentEventType.Noted,
        "resolve_log_entry" => IncidentEventType.Resolved,
        "priority_change_log_entry" or "field_value_change_log_entry" when Summary?.Contains("priority", StringComparison.OrdinalIgnoreCase) is true => IncidentEventType.PriorityChanged,
        _ => IncidentEventType.Other,
    };

    // For a notification whom it reached, for an assignment whom it names, else who did it.
    private PagerDutyReference? Who(IncidentEventType type) => type switch
    {
        IncidentEventType.Notified => User ?? Channel?.Notification?.User,
        IncidentEventType.Assigned or IncidentEventType.Escalated => Assignees?.OfType<PagerDutyReference>().FirstOrDefault() ?? Agent,
        _ => Agent?.Is("user") is true ? Agent : null,
    };

    private string? Means => (Channel?.Notification?.Type is { } type ? type.Replace("_notification", "", StringComparison.Ordinal) : Told?.By)?.ToLowerInvariant();

    // Older entries say it in words alone: "Notified Ada Lovelace by email."
    private (string Name, string By)? Told
    {
        get
        {
            const string Start = "Notified ";
            return Summary is { } text && text.StartsWith(Start, StringComparison.Ordinal) && text.LastIndexOf(" by ", StringComparison.Ordinal) is >= 9 and var by && by > Start.Length
                ? (text[Start.Length..by], text[(by + 4)..].TrimEnd('.'))
                : null;
        }
    }
}

/// <summary>By what way an entry came about.</summary>
internal sealed class PagerDutyChannel
{
    public string? Summary { get; set; }
    public string? Content { get; set; }
    public PagerDutyNotification? Notification { get; set; }
}

/// <summary>A message that went out to a person.</summary>
internal sealed class PagerDutyNotification
{
    public string? Type { get; set; }
    public PagerDutyReference? User { get; set; }
}
