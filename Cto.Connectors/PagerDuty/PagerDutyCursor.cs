using System.Text.Json;
using System.Text.Json.Serialization;
using Cto.Connectors.Http;

namespace Cto.Connectors.PagerDuty;

/// <summary>Where the incidents or the schedules of a source stand.</summary>
internal sealed record PagerDutyCursor
{
    /// <summary>The settings it was made under: under others it means nothing.</summary>
    public string Of { get; init; } = "";

    /// <summary>The log is committed up to this instant of PagerDuty's clock; <see langword="null"/> before the first window.</summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary>What was missing when people were last read for incidents, a sentence; <see langword="null"/> = nothing.</summary>
    public string? Warning { get; init; }

    /// <summary>The schedules known, by key, each with its shifts (<see cref="OnCall.ShiftLedger"/>).</summary>
    public Dictionary<string, Dictionary<string, long>> Schedules { get; init; } = [];

    /// <summary>The cursor as it was written, or a new one: reading again is harmless.</summary>
    public static PagerDutyCursor Parse(string? text, string of) => JsonText.Read(text, PagerDutyCursorJson.Default.PagerDutyCursor) is { } cursor && cursor.Of == of ? cursor : new() { Of = of };

    public override string ToString() => JsonSerializer.Serialize(this, PagerDutyCursorJson.Default.PagerDutyCursor);
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(PagerDutyCursor))]
internal sealed partial class PagerDutyCursorJson : JsonSerializerContext;
