using System.Text.Json.Serialization;

namespace Cto.Connectors.GoogleCloud;

/// <summary>How BigQuery's JSON is written and read: numbers in texts.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    NumberHandling = JsonNumberHandling.AllowReadingFromString,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    DefaultBufferSize = 64 * 1024,
    GenerationMode = JsonSourceGenerationMode.Metadata)]
[JsonSerializable(typeof(QueryQuestion))]
[JsonSerializable(typeof(QueryAnswer))]
[JsonSerializable(typeof(GoogleToken))]
[JsonSerializable(typeof(GoogleRefusal))]
[JsonSerializable(typeof(GoogleTokenRefusal))]
internal sealed partial class GoogleCloudJson : JsonSerializerContext;
