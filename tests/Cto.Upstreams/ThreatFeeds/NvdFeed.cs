using System.Globalization;
using System.Text.Json;
using Cto.Upstreams.Vendors;

namespace Cto.Upstreams.ThreatFeeds;

/// <summary>The NVD's one route: a CVE by its name, or those modified in a window.</summary>
internal sealed class NvdFeed(IReadOnlyList<Publication> publications, string key)
{
    private static readonly TimeSpan LongestWindow = TimeSpan.FromDays(120);

    private readonly IReadOnlyList<Publication> _cves = [.. publications.DistinctBy(publication => publication.Cve).OrderBy(publication => publication.Cve, StringComparer.Ordinal)];

    public Task CvesAsync(VendorCall call)
    {
        call.Only("cveId", "lastModStartDate", "lastModEndDate", "startIndex", "resultsPerPage");
        if (call.Header("apiKey") is { } sent && sent != key)
        {
            // The NVD has nothing for a key that it does not know.
            throw new Refusal(404, "Invalid apiKey.");
        }

        var (start, end) = (call.Instant("lastModStartDate"), call.Instant("lastModEndDate"));
        if ((start is null) != (end is null) || end - start > LongestWindow || end < start)
        {
            throw new Refusal(404, "lastModStartDate and lastModEndDate go together, 120 days at most.");
        }

        var found = _cves.Where(publication => (call.Query("cveId") is not { } cve || publication.Cve == cve) && (start is null || (publication.ModifiedAt >= start && publication.ModifiedAt < end))).ToList();
        var page = call.Slice(found, call.Number("startIndex", 0), call.Number("resultsPerPage", 2000, 2000));
        return call.JsonAsync(json =>
        {
            json.WriteStartObject();
            json.WriteNumber("resultsPerPage", page.Items.Count);
            json.WriteNumber("startIndex", page.Offset);
            json.WriteNumber("totalResults", page.Total);
            json.WriteString("format", "NVD_CVE");
            json.WriteString("version", "2.0");
            json.WriteString("timestamp", Time(call.Now));
            json.WriteStartArray("vulnerabilities");
            foreach (var publication in page.Items)
            {
                Write(json, publication);
            }

            json.WriteEndArray();
            json.WriteEndObject();
        });
    }

    private static void Write(Utf8JsonWriter json, Publication publication)
    {
        json.WriteStartObject();
        json.WriteStartObject("cve");
        json.WriteString("id", publication.Cve);
        json.WriteString("sourceIdentifier", "nvd@nist.gov");
        json.WriteString("published", Time(publication.PublishedAt));
        json.WriteString("lastModified", Time(publication.ModifiedAt));
        json.WriteString("vulnStatus", "Analyzed");
        json.WriteStartArray("descriptions");
        json.WriteStartObject();
        json.WriteString("lang", "en");
        json.WriteString("value", $"{publication.Weakness.Title} in {publication.Package.Name} before {publication.Weakness.FixedIn}.");
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteStartObject("metrics");
        json.WriteStartArray("cvssMetricV31");
        json.WriteStartObject();
        json.WriteString("source", "nvd@nist.gov");
        json.WriteString("type", "Primary");
        json.WriteStartObject("cvssData");
        json.WriteString("version", "3.1");
        json.WriteString("vectorString", publication.Weakness.Vector);
        json.WriteNumber("baseScore", publication.Weakness.Cvss);
        json.WriteString("baseSeverity", publication.Weakness.Severity.ToUpperInvariant());
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteStartArray("references");
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndObject();
    }

    // Without a zone, as NIST writes.
    private static string Time(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.fff", CultureInfo.InvariantCulture);
}
