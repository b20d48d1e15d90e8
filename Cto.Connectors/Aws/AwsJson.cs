using System.Text.Json.Serialization;
using Cto.Connectors.Aws.CostExplorer;

namespace Cto.Connectors.Aws;

/// <summary>How AWS' JSON is written and read: its names as they are, numbers in texts.</summary>
[JsonSourceGenerationOptions(
    NumberHandling = JsonNumberHandling.AllowReadingFromString,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    DefaultBufferSize = 128 * 1024,
    GenerationMode = JsonSourceGenerationMode.Metadata)]
[JsonSerializable(typeof(CostQuestion))]
[JsonSerializable(typeof(CostAnswer))]
[JsonSerializable(typeof(ForecastQuestion))]
[JsonSerializable(typeof(ForecastAnswer))]
[JsonSerializable(typeof(AnomaliesQuestion))]
[JsonSerializable(typeof(AnomaliesAnswer))]
[JsonSerializable(typeof(RightsizingQuestion))]
[JsonSerializable(typeof(RightsizingAnswer))]
[JsonSerializable(typeof(PurchaseQuestion))]
[JsonSerializable(typeof(PurchaseAnswer))]
[JsonSerializable(typeof(CommitmentQuestion))]
[JsonSerializable(typeof(CoverageAnswer))]
[JsonSerializable(typeof(UtilizationAnswer))]
[JsonSerializable(typeof(HubQuestion))]
[JsonSerializable(typeof(HubAnswer))]
[JsonSerializable(typeof(AwsJsonRefusal))]
internal sealed partial class AwsJson : JsonSerializerContext;

/// <summary>A refusal in JSON.</summary>
internal sealed record AwsJsonRefusal
{
    [JsonPropertyName("__type")]
    public string? Type { get; init; }

    [JsonPropertyName("message")]
    public string? Lower { get; init; }

    [JsonPropertyName("Message")]
    public string? Upper { get; init; }

    [JsonIgnore]
    public string? Message => Lower ?? Upper;
}
