using System.Text.Json.Serialization;
using Cto.Connectors.Http;

namespace Cto.Connectors.ThreatFeeds.GitHubAdvisories;

internal sealed record GitHubAdvisory
{
    public string? GhsaId { get; init; }
    public string? CveId { get; init; }
    public string? HtmlUrl { get; init; }
    public string? Summary { get; init; }
    public string? Severity { get; init; }

    [JsonConverter(typeof(LenientInstant))]
    public DateTimeOffset? PublishedAt { get; init; }

    [JsonConverter(typeof(LenientInstant))]
    public DateTimeOffset? UpdatedAt { get; init; }

    [JsonConverter(typeof(LenientInstant))]
    public DateTimeOffset? WithdrawnAt { get; init; }
    public GitHubAdvisoryCvss? Cvss { get; init; }
    public GitHubAdvisoryScores? CvssSeverities { get; init; }
    public GitHubAdvisoryRange?[]? Vulnerabilities { get; init; }
}

internal sealed record GitHubAdvisoryScores
{
    public GitHubAdvisoryCvss? CvssV4 { get; init; }
    public GitHubAdvisoryCvss? CvssV3 { get; init; }
}

internal sealed record GitHubAdvisoryCvss
{
    public string? VectorString { get; init; }
    public double? Score { get; init; }
}

internal sealed record GitHubAdvisoryRange
{
    public GitHubAdvisoryPackage? Package { get; init; }

    /// <summary>For example <c>&gt;= 2.0, &lt; 2.15.0</c>.</summary>
    public string? VulnerableVersionRange { get; init; }

    [JsonConverter(typeof(LenientText))]
    public string? FirstPatchedVersion { get; init; }
}

internal sealed record GitHubAdvisoryPackage
{
    public string? Ecosystem { get; init; }
    public string? Name { get; init; }
}
