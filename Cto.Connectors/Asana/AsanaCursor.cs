using System.Text.Json;
using System.Text.Json.Serialization;
using Cto.Connectors.Http;

namespace Cto.Connectors.Asana;

/// <summary>Where the tasks stream goes on in each project.</summary>
internal sealed record AsanaCursor
{
    public required string Of { get; init; }

    /// <summary>By the projects' ids.</summary>
    public Dictionary<string, AsanaMark> Projects { get; init; } = [];

    /// <summary>The cursor as it was written; a new one when there is none, or its settings no longer hold.</summary>
    public static AsanaCursor Parse(string? text, string of) =>
        JsonText.Read(text, AsanaCursorJson.Default.AsanaCursor) is { } cursor && cursor.Of == of ? cursor : new() { Of = of };

    public override string ToString() => JsonSerializer.Serialize(this, AsanaCursorJson.Default.AsanaCursor);
}

/// <summary>How far one project is read.</summary>
internal sealed record AsanaMark
{
    /// <summary>Every task that was last modified before is committed; <see langword="null"/> before the first sweep ended.</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>When the sweep that is under way began; <see langword="null"/> = none is.</summary>
    public DateTimeOffset? Began { get; init; }

    /// <summary>The page where that sweep goes on.</summary>
    public string? Offset { get; init; }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(AsanaCursor))]
internal sealed partial class AsanaCursorJson : JsonSerializerContext;
