using System.Text.Json.Serialization;
using Cto.Connectors.Http;
using Cto.Connectors.OnCall;
using Cto.Domain.Delivery;

namespace Cto.Connectors.PagerDuty;

/// <summary>An incident as PagerDuty's API tells of it; when it was first acknowledged stands in its log alone.</summary>
internal class PagerDutyIncident : PagerDutyReference
{
    public int? IncidentNumber { get; set; }
    public string? IncidentKey { get; set; }

    [JsonPropertyName("title")]
    public string? Subject { get; set; }
    public string? Status { get; set; }
    public string? Urgency { get; set; }
    public PagerDutyReference? Service { get; set; }
    public PagerDutyReference? Priority { get; set; }
    public PagerDutyAssignment?[]? Assignments { get; set; }

    [JsonConverter(typeof(LenientInstant))]
    public DateTimeOffset? CreatedAt { get; set; }

    [JsonConverter(typeof(LenientInstant))]
    public DateTimeOffset? UpdatedAt { get; set; }

    [JsonConverter(typeof(LenientInstant))]
    public DateTimeOffset? LastStatusChangeAt { get; set; }

    [JsonConverter(typeof(LenientInstant))]
    public DateTimeOffset? ResolvedAt { get; set; }

    public IncidentStatus? State => Status switch
    {
        "triggered" => IncidentStatus.Triggered,
        "acknowledged" => IncidentStatus.Acknowledged,
        "resolved" => IncidentStatus.Resolved,
        _ => null,
    };

    /// <param name="severities">What its priority means.</param>
    /// <param name="log">Its log, in any order; it may lack what came after it was read.</param>
    /// <returns><see langword="null"/> when it lacks what identifies it.</returns>
    public Incident? ToFact(SeverityNames severities, IReadOnlyCollection<PagerDutyLogEntry> log)
    {
        if (string.IsNullOrEmpty(Id) || CreatedAt is not { } created)
        {
            return null;
        }

        var resolved = State is IncidentStatus.Resolved;
        return new()
        {
            Key = KeyOf(Id),
            ChangedAt = log.Select(entry => entry.CreatedAt).Append(UpdatedAt).Append(LastStatusChangeAt).Append(created).Max(),
            Url = HtmlUrl,
            Title = Subject ?? Summary ?? "",
            Service = Service?.Title,
            Severity = severities.Of(Priority?.Title),
            // A status that did not exist when this was written is not resolved, so the incident is still one.
            Status = State ?? IncidentStatus.Triggered,
            StartedAt = created,
            AcknowledgedAt = log.Where(entry => entry.IsAcknowledgement).Min(entry => entry.CreatedAt),
            ResolvedAt = !resolved ? null : ResolvedAt ?? log.Where(entry => entry.Is("resolve_log_entry")).Max(entry => entry.CreatedAt) ?? LastStatusChangeAt,
            Assignee = (Assignments ?? []).OfType<PagerDutyAssignment>().MaxBy(assignment => assignment.At)?.Assignee?.Title,
        };
    }
}

/// <summary>Who has an incident, and since when.</summary>
internal sealed class PagerDutyAssignment
{
    public PagerDutyReference? Assignee { get; set; }

    [JsonConverter(typeof(LenientInstant))]
    public DateTimeOffset? At { get; set; }
}
