using System.Text.Json;
using Cto.Upstreams.Vendors;
using Cto.Upstreams.World.Stories;

namespace Cto.Upstreams.ThreatFeeds;

/// <summary>GitHub's database of advisories.</summary>
internal sealed class GitHubFeed(IReadOnlyList<Publication> publications)
{
    private const int MostPackages = 1000;

    public Task AdvisoriesAsync(VendorCall call)
    {
        call.Only("affects", "ecosystem", "ghsa_id", "cve_id", "updated", "sort", "direction", "per_page", "after", "before", "type", "severity");
        call.Choice("sort", "published", "updated", "epss_percentage", "epss_percentile");
        call.Choice("direction", "desc", "asc");
        call.Choice("type", "reviewed", "malware", "unreviewed");
        var affects = call.Query("affects")?.Split(',');
        if (affects?.Length > MostPackages)
        {
            throw Refusal.Bad("affects", "names too many packages", 422);
        }

        var found = publications.Where(publication => publication.IsReviewed || publication.Cve == Weaknesses.XzCve)
            .Where(publication => affects is null || affects.Any(package => publication.IsOf(call.Query("ecosystem") ?? publication.Ecosystem, package)))
            .Where(publication => call.Query("ghsa_id") is not { } ghsa || publication.Weakness.Ghsa == ghsa)
            .Where(publication => call.Query("cve_id") is not { } cve || publication.Cve == cve)
            .Where(publication => Since(call.Query("updated")) is not { } since || publication.ModifiedAt >= since)
            .GroupBy(publication => publication.Weakness.Ghsa!).OrderByDescending(advisory => advisory.First().ModifiedAt).ThenBy(advisory => advisory.Key, StringComparer.Ordinal).ToList();
        // By a cursor and not by numbers, which only the address of the next page shows.
        var page = call.Slice(found, call.Offset(call.Query("after"), "after"), Math.Max(1, call.Number("per_page", 30, 100)));
        if (call.NextToken(page) is { } next)
        {
            call.Http.Response.Headers.Link = $"<{call.PageAddress("after", next)}>; rel=\"next\"";
        }

        return call.JsonAsync(json =>
        {
            json.WriteStartArray();
            foreach (var advisory in page.Items)
            {
                Write(json, [.. advisory]);
            }

            json.WriteEndArray();
        });
    }

    private static DateTimeOffset? Since(string? updated) =>
        updated is null ? null
        : updated.StartsWith(">=", StringComparison.Ordinal) && DateTimeOffset.TryParse(updated[2..], null, System.Globalization.DateTimeStyles.AssumeUniversal, out var since) ? since
        : throw Refusal.Bad("updated", "is no date or range", 422);

    private static void Write(Utf8JsonWriter json, IReadOnlyList<Publication> entries)
    {
        var first = entries[0];
        json.WriteStartObject();
        json.WriteString("ghsa_id", first.Weakness.Ghsa);
        json.WriteString("cve_id", first.Cve);
        json.WriteString("url", $"https://api.github.com/advisories/{first.Weakness.Ghsa}");
        json.WriteString("html_url", $"https://github.com/advisories/{first.Weakness.Ghsa}");
        json.WriteNull("repository_advisory_url");
        json.WriteString("summary", $"{first.Weakness.Title} in {first.Package.Name}");
        json.WriteString("description", $"{first.Package.Name} before {first.Weakness.FixedIn} is affected.");
        json.WriteString("type", first.IsReviewed ? "reviewed" : "unreviewed");
        json.WriteString("severity", first.Weakness.Severity);
        json.WriteNull("source_code_location");
        json.WriteNull("identifiers");
        json.WriteNull("references");
        json.WriteInstant("published_at", first.PublishedAt);
        json.WriteInstant("updated_at", first.ModifiedAt);
        json.WriteInstant("github_reviewed_at", first.IsReviewed ? first.ModifiedAt : null);
        json.WriteInstant("nvd_published_at", first.PublishedAt);
        json.WriteNull("withdrawn_at");
        json.WriteStartArray("vulnerabilities");
        foreach (var entry in entries.Where(entry => entry.IsReviewed))
        {
            json.WriteStartObject();
            json.WriteStartObject("package");
            json.WriteString("ecosystem", entry.Ecosystem);
            json.WriteString("name", entry.Package.Name);
            json.WriteEndObject();
            json.WriteString("vulnerable_version_range", $"< {entry.Weakness.FixedIn}");
            json.WriteString("first_patched_version", entry.Weakness.FixedIn);
            json.WriteNull("vulnerable_functions");
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartObject("cvss");
        json.WriteString("vector_string", first.Weakness.Vector);
        json.WriteNumber("score", first.Weakness.Cvss);
        json.WriteEndObject();
        json.WriteNull("cwes");
        json.WriteNull("credits");
        json.WriteEndObject();
    }
}
