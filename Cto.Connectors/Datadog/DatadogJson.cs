using System.Text.Json;
using System.Text.Json.Serialization;

namespace Cto.Connectors.Datadog;

/// <summary>How Datadog's JSON is read and written: generated, tolerant of everything that we do not need.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    NumberHandling = JsonNumberHandling.AllowReadingFromString,
    DefaultBufferSize = 64 * 1024,
    GenerationMode = JsonSourceGenerationMode.Metadata)]
[JsonSerializable(typeof(DatadogValidity))]
[JsonSerializable(typeof(DatadogSloPage))]
[JsonSerializable(typeof(DatadogSloHistoryBody))]
[JsonSerializable(typeof(DatadogMonitor[]))]
[JsonSerializable(typeof(DatadogHostPage))]
[JsonSerializable(typeof(DatadogIncidentPage))]
[JsonSerializable(typeof(DatadogTimeseriesRequest))]
[JsonSerializable(typeof(DatadogTimeseriesBody))]
[JsonSerializable(typeof(DatadogErrors))]
internal sealed partial class DatadogJson : JsonSerializerContext;

/// <summary>Whether an API key is one.</summary>
internal sealed class DatadogValidity
{
    public bool? Valid { get; set; }
}

/// <summary>Why Datadog refused: texts, or objects with a detail.</summary>
internal sealed class DatadogErrors
{
    public JsonElement[]? Errors { get; set; }
}
