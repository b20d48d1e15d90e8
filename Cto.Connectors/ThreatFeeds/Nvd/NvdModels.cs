namespace Cto.Connectors.ThreatFeeds.Nvd;

internal sealed record NvdAnswer
{
    public int TotalResults { get; init; }
    public NvdItem?[]? Vulnerabilities { get; init; }
}

internal sealed record NvdItem
{
    public NvdCve? Cve { get; init; }
}

internal sealed record NvdCve
{
    public string? Id { get; init; }
    public string? Published { get; init; }
    public string? LastModified { get; init; }
    public string? VulnStatus { get; init; }
    public NvdText?[]? Descriptions { get; init; }
    public NvdMetrics? Metrics { get; init; }
}

internal sealed record NvdText
{
    public string? Lang { get; init; }
    public string? Value { get; init; }
}

/// <summary>Scores by version of CVSS; several may be given by several people.</summary>
internal sealed record NvdMetrics
{
    public NvdMetric?[]? CvssMetricV40 { get; init; }
    public NvdMetric?[]? CvssMetricV31 { get; init; }
    public NvdMetric?[]? CvssMetricV30 { get; init; }
    public NvdMetric?[]? CvssMetricV2 { get; init; }
}

internal sealed record NvdMetric
{
    /// <summary><c>Primary</c> = NIST's own.</summary>
    public string? Type { get; init; }
    public NvdCvss? CvssData { get; init; }
}

internal sealed record NvdCvss
{
    public string? VectorString { get; init; }
    public double? BaseScore { get; init; }
}
