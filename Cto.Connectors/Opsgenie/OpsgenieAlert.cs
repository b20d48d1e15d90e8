using System.Text.Json.Serialization;
using Cto.Connectors.Http;
using Cto.Connectors.OnCall;
using Cto.Domain.Delivery;
using Cto.Domain.Reliability;

namespace Cto.Connectors.Opsgenie;

/// <summary>What alerts and incidents have in common.</summary>
internal abstract class OpsgenieEvent
{
    public string? Id { get; set; }
    public string? Message { get; set; }
    public string? Status { get; set; }
    public string? Priority { get; set; }
    public string? Owner { get; set; }
    public string? Source { get; set; }
    public string?[]? Tags { get; set; }
    public OpsgenieNamedResponder?[]? Responders { get; set; }
    public OpsgenieLinks? Links { get; set; }

    [JsonConverter(typeof(LenientInstant))]
    public DateTimeOffset? CreatedAt { get; set; }

    [JsonConverter(typeof(LenientInstant))]
    public DateTimeOffset? UpdatedAt { get; set; }

    /// <summary>The value of a tag <c>service:…</c>.</summary>
    protected string? TaggedService => (Tags ?? []).OfType<string>().Where(tag => tag.StartsWith("service:", StringComparison.OrdinalIgnoreCase) && tag.Length > 8).Select(tag => tag[8..]).FirstOrDefault();
}

internal sealed class OpsgenieNamedResponder
{
    public string? Type { get; set; }
    public string? Id { get; set; }
}

/// <summary>An alert as Opsgenie knows it.</summary>
internal sealed class OpsgenieAlert : OpsgenieEvent
{
    public bool? Acknowledged { get; set; }
    public OpsgenieIntegration? Integration { get; set; }
    public OpsgenieReport? Report { get; set; }

    /// <returns><see langword="null"/> when it lacks what identifies it.</returns>
    public Alert? ToFact(OpsgenieNames names)
    {
        if (string.IsNullOrEmpty(Id) || CreatedAt is not { } created)
        {
            return null;
        }

        var closed = Status is "closed" or "resolved";
        return new()
        {
            Key = OpsgenieNamed.KeyOf(Id),
            ChangedAt = UpdatedAt,
            Url = Links?.Web,
            Title = Message ?? "",
            Service = TaggedService,
            Team = (Responders ?? []).Where(responder => responder?.Type == "team").Select(responder => names.Team(responder!.Id)).FirstOrDefault(name => name is not null),
            Priority = Priority,
            Status = closed ? AlertStatus.Closed : Acknowledged is true ? AlertStatus.Acknowledged : AlertStatus.Open,
            Origin = Integration?.Name is { Length: > 0 } integration ? integration : Source,
            Assignee = Owner is { Length: > 0 } ? Owner : null,
            StartedAt = created,
            AcknowledgedAt = After(created, Report?.AckTime),
            ClosedAt = closed ? After(created, Report?.CloseTime) : null,
        };
    }

    private static DateTimeOffset? After(DateTimeOffset created, long? milliseconds) =>
        milliseconds is >= 0 and < 315_360_000_000 and { } span ? created.AddMilliseconds(span) : null;
}

internal sealed class OpsgenieIntegration
{
    public string? Name { get; set; }
}

/// <summary>How long an alert waited, in milliseconds since it was created.</summary>
internal sealed class OpsgenieReport
{
    public long? AckTime { get; set; }
    public long? CloseTime { get; set; }
}

/// <summary>An incident as Opsgenie knows it; it is open until it is resolved, nobody acknowledges it.</summary>
internal sealed class OpsgenieIncident : OpsgenieEvent
{
    public string?[]? ImpactedServices { get; set; }

    [JsonConverter(typeof(LenientInstant))]
    public DateTimeOffset? ImpactStartDate { get; set; }

    [JsonConverter(typeof(LenientInstant))]
    public DateTimeOffset? ImpactEndDate { get; set; }

    [JsonIgnore]
    public bool IsOver => Status is "resolved" or "closed";

    /// <returns><see langword="null"/> when it lacks what identifies it.</returns>
    public Incident? ToFact(OpsgenieNames names, SeverityNames severities) => string.IsNullOrEmpty(Id) || (ImpactStartDate ?? CreatedAt) is not { } started ? null : new()
    {
        Key = OpsgenieNamed.KeyOf(Id),
        ChangedAt = UpdatedAt,
        Url = Links?.Web,
        Title = Message ?? "",
        Service = (ImpactedServices ?? []).Select(names.Service).FirstOrDefault(name => name is not null) ?? TaggedService,
        Severity = severities.Of(Priority),
        Status = IsOver ? IncidentStatus.Resolved : IncidentStatus.Triggered,
        StartedAt = started,
        ResolvedAt = IsOver ? ImpactEndDate ?? UpdatedAt : null,
        Assignee = Owner is { Length: > 0 } ? Owner : null,
    };
}
