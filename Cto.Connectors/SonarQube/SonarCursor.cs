using System.Text.Json;
using System.Text.Json.Serialization;
using Cto.Connectors.Http;

namespace Cto.Connectors.SonarQube;

/// <summary>Where one stream of one source stands: the analysis up to which each project is committed.</summary>
/// <remarks>Analyses are not done in the order of their dates, so that one mark for all projects would miss some.</remarks>
internal sealed record SonarCursor
{
    /// <summary>The settings it was made under: under others it means nothing.</summary>
    public string Of { get; init; } = "";

    /// <summary>The last analysis that is committed, by project, in Unix seconds; 0 = it was not analysed then.</summary>
    public Dictionary<string, long> Projects { get; init; } = [];

    /// <summary>The project that is read in part, and the page that comes next.</summary>
    public SonarPart? Under { get; init; }

    /// <summary>The cursor as it was written, or a new one when there is none or it no longer holds: reading again is harmless.</summary>
    public static SonarCursor Parse(string? text, string of) => JsonText.Read(text, SonarCursorJson.Default.SonarCursor) is { } cursor && cursor.Of == of ? cursor : new() { Of = of };

    public override string ToString() => JsonSerializer.Serialize(this, SonarCursorJson.Default.SonarCursor);
}

/// <summary>A project that is read in part.</summary>
internal sealed record SonarPart(string Project, int Page);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(SonarCursor))]
internal sealed partial class SonarCursorJson : JsonSerializerContext;
