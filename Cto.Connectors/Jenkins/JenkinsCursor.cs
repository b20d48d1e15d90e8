using System.Text.Json;
using System.Text.Json.Serialization;
using Cto.Connectors.Http;

namespace Cto.Connectors.Jenkins;

/// <summary>Where the builds of one source stand: each job for itself.</summary>
internal sealed record JenkinsCursor
{
    /// <summary>The settings it was made under: under others it means nothing.</summary>
    public string Of { get; init; } = "";

    /// <summary>By the job's name with its folders.</summary>
    public Dictionary<string, JenkinsMark> Jobs { get; init; } = [];

    /// <summary>The cursor as it was written, or a new one when there is none or it no longer holds: reading again is harmless.</summary>
    public static JenkinsCursor Parse(string? text, string of) => JsonText.Read(text, JenkinsCursorJson.Default.JenkinsCursor) is { } cursor && cursor.Of == of ? cursor : new() { Of = of };

    public override string ToString() => JsonSerializer.Serialize(this, JenkinsCursorJson.Default.JenkinsCursor);
}

/// <summary>How far one job has been read.</summary>
internal sealed record JenkinsMark
{
    /// <summary>Every build up to this number is committed; 0 before the first sweep ends.</summary>
    public int Until { get; init; }

    /// <summary>The builds that were running when they were read.</summary>
    public IReadOnlyList<int> Running { get; init; } = [];

    /// <summary>The stages of some builds were not told when builds of this job were last read.</summary>
    public bool Untold { get; init; }

    /// <summary>The sweep under way: how many builds from the newest down are committed; 0 between sweeps.</summary>
    public int Done { get; init; }

    /// <summary>What <see cref="Until"/> will be when the sweep ends.</summary>
    public int Newest { get; init; }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault)]
[JsonSerializable(typeof(JenkinsCursor))]
internal sealed partial class JenkinsCursorJson : JsonSerializerContext;
