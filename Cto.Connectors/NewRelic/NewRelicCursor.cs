using System.Text.Json;
using System.Text.Json.Serialization;
using Cto.Connectors.Http;

namespace Cto.Connectors.NewRelic;

/// <summary>Where the samples or the alerts of a source stand: each account for itself.</summary>
internal sealed record NewRelicCursor
{
    /// <summary>The settings it was made under: under others it means nothing.</summary>
    public string Of { get; init; } = "";

    /// <summary>Up to when each account is committed, in Unix seconds.</summary>
    public Dictionary<int, long> Until { get; init; } = [];

    /// <summary>The cursor as it was written, or a new one: reading again is harmless.</summary>
    public static NewRelicCursor Parse(string? text, string of) => JsonText.Read(text, NewRelicCursorJson.Default.NewRelicCursor) is { } cursor && cursor.Of == of ? cursor : new() { Of = of };

    public override string ToString() => JsonSerializer.Serialize(this, NewRelicCursorJson.Default.NewRelicCursor);
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(NewRelicCursor))]
internal sealed partial class NewRelicCursorJson : JsonSerializerContext;
