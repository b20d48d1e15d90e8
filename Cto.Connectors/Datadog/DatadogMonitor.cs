using System.Text.Json;
using System.Text.Json.Serialization;
using Cto.Connectors.Http;
using Cto.Domain.Reliability;
using Monitor = Cto.Domain.Reliability.Monitor;

namespace Cto.Connectors.Datadog;

/// <summary>A monitor as Datadog knows it.</summary>
internal sealed class DatadogMonitor
{
    public long Id { get; set; }
    public string? Name { get; set; }
    public string? Type { get; set; }
    public string? Query { get; set; }
    public string? OverallState { get; set; }
    public string[]? Tags { get; set; }
    public DatadogMonitorOptions? Options { get; set; }
    public JsonElement[]? MatchingDowntimes { get; set; }

    [JsonConverter(typeof(LenientCount))]
    public int? Priority { get; set; }

    [JsonConverter(typeof(LenientInstant))]
    public DateTimeOffset? Modified { get; set; }

    [JsonConverter(typeof(LenientInstant))]
    public DateTimeOffset? OverallStateModified { get; set; }

    /// <returns><see langword="null"/> when it lacks what identifies it.</returns>
    public Monitor? ToFact(DatadogKeys keys, Uri pages) => Id == 0 || string.IsNullOrEmpty(Name) ? null : new()
    {
        Key = keys.Monitor(Id),
        ChangedAt = Modified is { } modified && OverallStateModified is { } state ? (modified > state ? modified : state) : Modified ?? OverallStateModified,
        Url = new Uri(pages, $"monitors/{Id}").ToString(),
        Name = Name,
        Service = DatadogTags.Value(Tags ?? [], "service"),
        Type = Type,
        Query = Query,
        State = OverallState switch
        {
            "OK" => MonitorState.Ok,
            "Warn" => MonitorState.Warning,
            "Alert" => MonitorState.Alerting,
            _ => MonitorState.NoData,
        },
        Since = OverallStateModified,
        Muted = Options?.Silenced is { ValueKind: JsonValueKind.Object } silenced && silenced.EnumerateObject().Any() || MatchingDowntimes is { Length: > 0 },
        Priority = Priority,
        Tags = Tags,
    };
}

/// <summary>What is set at a monitor.</summary>
internal sealed class DatadogMonitorOptions
{
    /// <summary>The scopes that are muted, with until when.</summary>
    public JsonElement? Silenced { get; set; }
}
