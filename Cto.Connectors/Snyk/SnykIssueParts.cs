using System.Text.Json;
using System.Text.Json.Serialization;
using Cto.Connectors.Http;

namespace Cto.Connectors.Snyk;

/// <summary>How an issue ended.</summary>
internal sealed class SnykResolution
{
    [JsonConverter(typeof(LenientInstant))]
    public DateTimeOffset? ResolvedAt { get; set; }
}

/// <summary>A name of the weakness: Snyk's, a CVE, a GHSA.</summary>
internal sealed class SnykProblem
{
    public string? Id { get; set; }
    public string? Type { get; set; }
}

/// <summary>How bad somebody says it is.</summary>
internal sealed class SnykSeverity
{
    public string? Source { get; set; }
    public double? Score { get; set; }

    /// <summary>Of CVSS: <c>3.1</c>, <c>4.0</c>.</summary>
    public string? Version { get; set; }
}

/// <summary>Where it is and what helps.</summary>
internal sealed class SnykCoordinate
{
    public SnykRepresentation?[]? Representations { get; set; }
    public SnykRemedy?[]? Remedies { get; set; }
}

/// <summary>Where it is: a package, a line of code, or a resource.</summary>
internal sealed class SnykRepresentation
{
    public SnykDependency? Dependency { get; set; }

    [JsonPropertyName("sourceLocation")]
    public SnykSourceLocation? SourceLocation { get; set; }

    [JsonPropertyName("resourcePath")]
    public string? ResourcePath { get; set; }
}

/// <summary>A package in a version.</summary>
internal sealed class SnykDependency
{
    public string? PackageName { get; set; }
    public string? PackageVersion { get; set; }
}

/// <summary>A place in a file.</summary>
internal sealed class SnykSourceLocation
{
    public string? File { get; set; }
    public SnykRegion? Region { get; set; }
}

/// <summary>From where to where.</summary>
internal sealed class SnykRegion
{
    public SnykPosition? Start { get; set; }
}

/// <summary>A line of a file.</summary>
internal sealed class SnykPosition
{
    [JsonConverter(typeof(LenientCount))]
    public int? Line { get; set; }
}

/// <summary>What helps, in words and sometimes as data of any form.</summary>
internal sealed class SnykRemedy
{
    public string? Description { get; set; }
    public SnykRemedyMeta? Meta { get; set; }
}

/// <summary>A remedy as data.</summary>
internal sealed class SnykRemedyMeta
{
    public JsonElement Data { get; set; }
}
