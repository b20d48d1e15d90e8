using System.Text.Json;
using System.Text.Json.Serialization;
using Cto.Connectors.Http;

namespace Cto.Connectors.Snyk;

/// <summary>Where the issues of one source stand: each organisation for itself.</summary>
internal sealed record SnykCursor
{
    /// <summary>The settings it was made under: under others it means nothing.</summary>
    public string Of { get; init; } = "";

    /// <summary>By the organisation's id.</summary>
    public Dictionary<string, SnykMark> Organizations { get; init; } = [];

    /// <summary>The cursor as it was written, or a new one when there is none or it no longer holds: reading again is harmless.</summary>
    public static SnykCursor Parse(string? text, string of) => JsonText.Read(text, SnykCursorJson.Default.SnykCursor) is { } cursor && cursor.Of == of ? cursor : new() { Of = of };

    public override string ToString() => JsonSerializer.Serialize(this, SnykCursorJson.Default.SnykCursor);
}

/// <summary>How far one organisation has been read.</summary>
internal sealed record SnykMark
{
    /// <summary>Everything that changed up to this instant is committed; <see langword="null"/> before the first sweep ends.</summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary>What the projects' lifecycles were: a change of them changes no issue, and yet what is said of each.</summary>
    public string? Projects { get; init; }

    /// <summary>The projects of issues that were not listed among those that the token may see: once they are, their issues must be told again.</summary>
    public IReadOnlyList<string> Unseen { get; init; } = [];

    /// <summary>The sweep under way; <see langword="null"/> between sweeps.</summary>
    public SnykSweep? Sweep { get; init; }
}

/// <summary>A walk through the issues that changed since some instant.</summary>
internal sealed record SnykSweep
{
    /// <summary>Path and query of the page that comes next.</summary>
    public required string Next { get; init; }

    /// <summary>When it began, by our clock.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>The last change that it has seen.</summary>
    public DateTimeOffset? Newest { get; init; }

    /// <summary>The projects as they were when it began.</summary>
    public required string Projects { get; init; }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(SnykCursor))]
internal sealed partial class SnykCursorJson : JsonSerializerContext;
