using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Cto.Connectors.Http;

namespace Cto.Connectors.ThreatFeeds.Osv;

/// <summary>Which entries of OSV are read, and of what state.</summary>
internal sealed record OsvCursor
{
    public string Of { get; init; } = "";

    /// <summary>When the last complete reading began; <see langword="null"/> before it.</summary>
    public DateTimeOffset? ReadAt { get; init; }

    /// <summary>What was in use then.</summary>
    public string? Mark { get; init; }

    /// <summary>One short mark an entry and the state in which it was read.</summary>
    public IReadOnlyList<string> Read { get; init; } = [];

    /// <summary>The cursor as it was written, or a new one when there is none, its settings no longer hold or another version wrote it: reading again is harmless.</summary>
    public static OsvCursor Parse(string? text, string of) =>
        JsonText.Read(text, OsvCursorJson.Default.OsvCursor) is { } cursor && cursor.Of == of ? cursor : new() { Of = of };

    /// <summary>48 bits: two entries of thousands share one once in ten million times.</summary>
    public static string MarkOf(string id, string? state) => Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes($"{id}\n{state}")), 0, 6);

    public override string ToString() => JsonSerializer.Serialize(this, OsvCursorJson.Default.OsvCursor);
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(OsvCursor))]
internal sealed partial class OsvCursorJson : JsonSerializerContext;
