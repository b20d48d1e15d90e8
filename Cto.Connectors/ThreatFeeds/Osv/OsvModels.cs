using System.Text.Json.Serialization;
using Cto.Connectors.Http;

namespace Cto.Connectors.ThreatFeeds.Osv;

internal sealed record OsvBatch(IReadOnlyList<OsvQuery> Queries);

internal sealed record OsvQuery(OsvPackage Package, string? PageToken = null);

internal sealed record OsvPackage
{
    public string? Purl { get; init; }
    public string? Name { get; init; }
    public string? Ecosystem { get; init; }
}

internal sealed record OsvBatchAnswer
{
    public OsvMatches?[]? Results { get; init; }
}

internal sealed record OsvMatches
{
    public OsvVulnerability?[]? Vulns { get; init; }
    public string? NextPageToken { get; init; }
}

/// <summary>An entry of OSV; a batch names only its id and when it was modified.</summary>
internal sealed record OsvVulnerability
{
    public string? Id { get; init; }
    public string?[]? Aliases { get; init; }
    public string? Summary { get; init; }
    public string? Details { get; init; }

    [JsonConverter(typeof(LenientInstant))]
    public DateTimeOffset? Published { get; init; }

    [JsonConverter(typeof(LenientInstant))]
    public DateTimeOffset? Modified { get; init; }

    [JsonConverter(typeof(LenientInstant))]
    public DateTimeOffset? Withdrawn { get; init; }
    public OsvSeverity?[]? Severity { get; init; }
    public OsvAffected?[]? Affected { get; init; }
    public OsvSpecific? DatabaseSpecific { get; init; }
}

internal sealed record OsvSeverity
{
    public string? Type { get; init; }
    public string? Score { get; init; }
}

internal sealed record OsvAffected
{
    public OsvPackage? Package { get; init; }
    public OsvRange?[]? Ranges { get; init; }
    public string?[]? Versions { get; init; }
}

internal sealed record OsvRange
{
    public string? Type { get; init; }
    public OsvEvent?[]? Events { get; init; }
}

internal sealed record OsvEvent
{
    public string? Introduced { get; init; }
    public string? Fixed { get; init; }
    public string? LastAffected { get; init; }
}

/// <summary>What the database that an entry comes from adds: GitHub's has its word for the severity here.</summary>
internal sealed record OsvSpecific
{
    [JsonConverter(typeof(LenientText))]
    public string? Severity { get; init; }
}
