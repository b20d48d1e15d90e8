using System.Text.Json;
using Cto.Upstreams.Vendors;

namespace Cto.Upstreams.ThreatFeeds;

/// <summary>OSV: which entries there are about packages, and each of them.</summary>
internal sealed class OsvFeed(IReadOnlyList<Publication> publications)
{
    private const int Batch = 1000;
    private const int PageSize = 50;

    public async Task BatchAsync(VendorCall call)
    {
        var body = await call.BodyAsync();
        var queries = body.GetProperty("queries").EnumerateArray().ToList();
        if (queries.Count > Batch)
        {
            throw new Refusal(400, "Too many queries.");
        }

        await call.JsonAsync(json =>
        {
            json.WriteStartObject();
            json.WriteStartArray("results");
            foreach (var query in queries)
            {
                WriteMatches(json, call, query);
            }

            json.WriteEndArray();
            json.WriteEndObject();
        });
    }

    public Task EntryAsync(VendorCall call)
    {
        var id = call.Route("id");
        // An entry of another database answers to the CVE too, where it is the only one.
        var entries = publications.Where(publication => publication.OsvId == id || publication.Cve == id).ToList();
        return entries.Count == 0 ? throw new Refusal(404, "Bug not found.") : call.JsonAsync(json => WriteEntry(json, id, entries));
    }

    private void WriteMatches(Utf8JsonWriter json, VendorCall call, JsonElement query)
    {
        var purl = query.GetProperty("package").GetProperty("purl").GetString()!;
        if (query.TryGetProperty("version", out _))
        {
            throw new Refusal(400, "Invalid query: version specified in purl and in version.");
        }

        var all = publications.Where(publication => publication.Affects(purl)).DistinctBy(publication => publication.OsvId).ToList();
        var page = call.Slice(all, call.Offset(query.TryGetProperty("page_token", out var token) ? token.GetString() : null, "page_token"), PageSize);
        json.WriteStartObject();
        if (page.Items.Count > 0)
        {
            json.WriteStartArray("vulns");
            foreach (var publication in page.Items)
            {
                json.WriteStartObject();
                json.WriteString("id", publication.OsvId);
                json.WriteInstant("modified", publication.ModifiedAt);
                json.WriteEndObject();
            }

            json.WriteEndArray();
        }

        if (call.NextToken(page) is { } next)
        {
            json.WriteString("next_page_token", next);
        }

        json.WriteEndObject();
    }

    private static void WriteEntry(Utf8JsonWriter json, string id, List<Publication> entries)
    {
        var first = entries[0];
        json.WriteStartObject();
        json.WriteString("id", id);
        json.WriteString("summary", $"{first.Weakness.Title} in {first.Package.Name}");
        json.WriteString("details", $"{first.Package.Name} before {first.Weakness.FixedIn} is affected.");
        json.WriteStartArray("aliases");
        foreach (var alias in new[] { first.Cve, first.Weakness.Ghsa }.Where(alias => alias is not null && alias != id))
        {
            json.WriteStringValue(alias);
        }

        json.WriteEndArray();
        json.WriteInstant("published", first.PublishedAt);
        json.WriteInstant("modified", first.ModifiedAt);
        json.WriteStartArray("severity");
        json.WriteStartObject();
        json.WriteString("type", "CVSS_V3");
        json.WriteString("score", first.Weakness.Vector);
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteStartObject("database_specific");
        json.WriteString("severity", first.Weakness.Severity == "medium" ? "MODERATE" : first.Weakness.Severity.ToUpperInvariant());
        json.WriteEndObject();
        json.WriteStartArray("affected");
        foreach (var entry in entries)
        {
            json.WriteStartObject();
            json.WriteStartObject("package");
            json.WriteString("ecosystem", entry.Package.Ecosystem);
            json.WriteString("name", entry.Package.Name);
            json.WriteEndObject();
            json.WriteStartArray("ranges");
            json.WriteStartObject();
            json.WriteString("type", "ECOSYSTEM");
            json.WriteStartArray("events");
            json.WriteStartObject();
            json.WriteString("introduced", "0");
            json.WriteEndObject();
            json.WriteStartObject();
            json.WriteString("fixed", entry.Weakness.FixedIn);
            json.WriteEndObject();
            json.WriteEndArray();
            json.WriteEndObject();
            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }
}
