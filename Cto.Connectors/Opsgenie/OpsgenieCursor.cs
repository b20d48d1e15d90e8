using System.Text.Json;
using System.Text.Json.Serialization;
using Cto.Connectors.Http;

namespace Cto.Connectors.Opsgenie;

/// <summary>Where a stream of a source stands.</summary>
internal sealed record OpsgenieCursor
{
    /// <summary>The settings it was made under: under others it means nothing.</summary>
    public string Of { get; init; } = "";

    /// <summary>Alerts created before it are committed; <see langword="null"/> once all of the past are.</summary>
    public DateTimeOffset? Created { get; init; }

    /// <summary>Alerts changed before it are committed; of incidents, the creation of the earliest that may still change.</summary>
    public DateTimeOffset? Changed { get; init; }

    /// <summary>The schedules known, by key, each with its shifts (<see cref="OnCall.ShiftLedger"/>).</summary>
    public Dictionary<string, Dictionary<string, long>>? Schedules { get; init; }

    /// <summary>The cursor as it was written, or a new one: reading again is harmless.</summary>
    public static OpsgenieCursor Parse(string? text, string of) => JsonText.Read(text, OpsgenieCursorJson.Default.OpsgenieCursor) is { } cursor && cursor.Of == of ? cursor : new() { Of = of };

    public override string ToString() => JsonSerializer.Serialize(this, OpsgenieCursorJson.Default.OpsgenieCursor);
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(OpsgenieCursor))]
internal sealed partial class OpsgenieCursorJson : JsonSerializerContext;
