using System.Text.Json;
using System.Text.Json.Serialization;
using Cto.Connectors.Http;

namespace Cto.Connectors.Datadog;

/// <summary>Where the samples or the metrics of a source stand: each objective and each metric for itself.</summary>
internal sealed record DatadogCursor
{
    /// <summary>The settings it was made under: under others it means nothing.</summary>
    public string Of { get; init; } = "";

    /// <summary>Up to when each is committed, in Unix seconds, by its name.</summary>
    public Dictionary<string, long> Until { get; init; } = [];

    /// <summary>The cursor as it was written, or a new one: reading again is harmless.</summary>
    public static DatadogCursor Parse(string? text, string of) => JsonText.Read(text, DatadogCursorJson.Default.DatadogCursor) is { } cursor && cursor.Of == of ? cursor : new() { Of = of };

    public override string ToString() => JsonSerializer.Serialize(this, DatadogCursorJson.Default.DatadogCursor);
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(DatadogCursor))]
internal sealed partial class DatadogCursorJson : JsonSerializerContext;
