using System.Globalization;
using Cto.Connectors.Http;
using Cto.Domain.Security;

namespace Cto.Connectors.ThreatFeeds.Nvd;

/// <summary>A CVE of the NVD as a fact.</summary>
internal static class NvdFacts
{
    /// <returns><see langword="null"/> for what is no CVE.</returns>
    public static Advisory? ToFact(this NvdCve cve)
    {
        if (cve.Id is not { } id || !AdvisoryNames.IsCve(id))
        {
            return null;
        }

        var score = Score(cve.Metrics);
        return new()
        {
            Key = $"nvd:{id}",
            ChangedAt = Instant(cve.LastModified),
            Url = $"https://nvd.nist.gov/vuln/detail/{id}",
            Id = id,
            Feed = "nvd",
            Title = (cve.Descriptions ?? []).FirstOrDefault(text => text?.Lang == "en")?.Value is { Length: > 0 } words ? HttpFaults.Shorten(words, 200) : id,
            Severity = score?.BaseScore is { } value ? CvssVector.SeverityOf(value) : null,
            Cvss = score?.BaseScore,
            CvssVector = score?.VectorString,
            PublishedAt = Instant(cve.Published),
            WithdrawnAt = cve.VulnStatus == "Rejected" ? Instant(cve.LastModified) : null,
        };
    }

    // The newest version that is given; NIST's own score before others'.
    private static NvdCvss? Score(NvdMetrics? metrics) =>
        new[] { metrics?.CvssMetricV40, metrics?.CvssMetricV31, metrics?.CvssMetricV30, metrics?.CvssMetricV2 }
            .Select(given => (given ?? []).OfType<NvdMetric>().Where(metric => metric.CvssData?.BaseScore is >= 0 and <= 10).OrderByDescending(metric => metric.Type == "Primary").FirstOrDefault()?.CvssData)
            .FirstOrDefault(score => score is not null);

    /// <summary>NIST writes times without saying that they are UTC.</summary>
    private static DateTimeOffset? Instant(string? text) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var instant) ? instant : null;
}
