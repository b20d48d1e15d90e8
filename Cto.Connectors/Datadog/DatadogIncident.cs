using System.Text.Json;
using System.Text.Json.Serialization;
using Cto.Connectors.Http;
using Cto.Connectors.OnCall;
using Cto.Domain.Delivery;

namespace Cto.Connectors.Datadog;

/// <summary>An incident as Datadog's incident management knows it.</summary>
internal sealed class DatadogIncident
{
    public string? Id { get; set; }
    public DatadogIncidentAttributes? Attributes { get; set; }

    /// <returns><see langword="null"/> when it lacks what identifies it, or is only a drill.</returns>
    public Incident? ToFact(SeverityNames severities, Uri pages)
    {
        if (string.IsNullOrEmpty(Id) || Attributes is not { IsTest: not true } told || (told.CustomerImpactStart ?? told.Detected ?? told.Created) is not { } started)
        {
            return null;
        }

        var state = told.State ?? told.Field("state");
        return new()
        {
            Key = DatadogKeys.Global(Id),
            ChangedAt = told.Modified,
            Url = told.PublicId is { } number ? new Uri(pages, $"incidents/{number}").ToString() : null,
            Title = told.Title ?? "",
            Service = told.Field("services"),
            Severity = severities.Of(told.Severity ?? told.Field("severity")),
            // Stable: the harm is over, the work is not.
            Status = state switch
            {
                "resolved" or "completed" => IncidentStatus.Resolved,
                _ when told.Resolved is not null => IncidentStatus.Resolved,
                _ => IncidentStatus.Acknowledged,
            },
            StartedAt = started,
            AcknowledgedAt = told.Declared ?? told.Created,
            ResolvedAt = told.Resolved ?? (state is "resolved" or "completed" ? told.CustomerImpactEnd ?? told.Modified : null),
        };
    }
}

/// <summary>What is known of an incident.</summary>
internal sealed class DatadogIncidentAttributes
{
    public long? PublicId { get; set; }
    public string? Title { get; set; }
    public string? Severity { get; set; }
    public string? State { get; set; }
    public bool? IsTest { get; set; }
    public Dictionary<string, DatadogField?>? Fields { get; set; }

    [JsonConverter(typeof(LenientInstant))]
    public DateTimeOffset? Created { get; set; }

    [JsonConverter(typeof(LenientInstant))]
    public DateTimeOffset? Declared { get; set; }

    [JsonConverter(typeof(LenientInstant))]
    public DateTimeOffset? Detected { get; set; }

    [JsonConverter(typeof(LenientInstant))]
    public DateTimeOffset? Modified { get; set; }

    [JsonConverter(typeof(LenientInstant))]
    public DateTimeOffset? Resolved { get; set; }

    [JsonConverter(typeof(LenientInstant))]
    public DateTimeOffset? CustomerImpactStart { get; set; }

    [JsonConverter(typeof(LenientInstant))]
    public DateTimeOffset? CustomerImpactEnd { get; set; }

    /// <summary>A field's text, or the first of its texts; <see langword="null"/> when it is empty.</summary>
    public string? Field(string name) => Fields?.GetValueOrDefault(name)?.Value switch
    {
        { ValueKind: JsonValueKind.String } text => text.GetString(),
        { ValueKind: JsonValueKind.Array } several => several.EnumerateArray().FirstOrDefault(one => one.ValueKind is JsonValueKind.String) is { ValueKind: JsonValueKind.String } first ? first.GetString() : null,
        _ => null,
    };
}

/// <summary>A field of an incident: a text, a list of texts, or nothing.</summary>
internal sealed class DatadogField
{
    public JsonElement? Value { get; set; }
}

/// <summary>One page of incidents.</summary>
internal sealed class DatadogIncidentPage
{
    public DatadogIncident?[]? Data { get; set; }
}
