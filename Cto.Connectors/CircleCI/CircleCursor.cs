using System.Text.Json;
using System.Text.Json.Serialization;
using Cto.Connectors.Http;

namespace Cto.Connectors.CircleCI;

/// <summary>Where the pipelines of one source stand: each list for itself.</summary>
internal sealed record CircleCursor
{
    /// <summary>The settings it was made under: under others it means nothing.</summary>
    public string Of { get; init; } = "";

    /// <summary>By the slug of the project or organisation.</summary>
    public Dictionary<string, CircleMark> Lists { get; init; } = [];

    /// <summary>The cursor as it was written, or a new one when there is none or it no longer holds: reading again is harmless.</summary>
    public static CircleCursor Parse(string? text, string of) => JsonText.Read(text, CircleCursorJson.Default.CircleCursor) is { } cursor && cursor.Of == of ? cursor : new() { Of = of };

    public override string ToString() => JsonSerializer.Serialize(this, CircleCursorJson.Default.CircleCursor);
}

/// <summary>How far one list has been read.</summary>
internal sealed record CircleMark
{
    /// <summary>Every pipeline created up to this instant is committed; <see langword="null"/> before the first sweep ends.</summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary>The ids of the pipelines that were created exactly then: the next of that instant is not committed.</summary>
    public IReadOnlyList<string> Seen { get; init; } = [];

    /// <summary>The ids of the pipelines that had not ended when they were read, with when they were created.</summary>
    public Dictionary<string, DateTimeOffset> Open { get; init; } = [];

    /// <summary>The page that comes next in the sweep under way; <see langword="null"/> between sweeps.</summary>
    public string? Next { get; init; }

    /// <summary>What <see cref="Until"/> will be when the sweep ends.</summary>
    public DateTimeOffset? Newest { get; init; }

    /// <summary>What <see cref="Seen"/> will be.</summary>
    public IReadOnlyList<string> SeenNewest { get; init; } = [];
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(CircleCursor))]
internal sealed partial class CircleCursorJson : JsonSerializerContext;
