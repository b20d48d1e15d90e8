using System.Globalization;
using Cto.Upstreams.Credentials;
using Cto.Upstreams.Limits;
using Cto.Upstreams.Truth;
using Cto.Upstreams.Vendors;
using Cto.Upstreams.World;
using Cto.Upstreams.World.Stories;

namespace Cto.Upstreams.ThreatFeeds;

/// <summary>The five public feeds, each below a word of its own.</summary>
internal sealed class ThreatFeedsVendor : SimulatedVendor
{
    private const string Source = "Threat feeds";
    private const string NvdKey = "nvd-demo-key";
    private const string GitHubToken = "ghp_threatfeeds";

    private readonly Company _company;
    private readonly IReadOnlyList<Publication> _publications;
    private readonly ExploitWorld _exploits;
    private readonly OsvFeed _osv;
    private readonly NvdFeed _nvd;
    private readonly GitHubFeed _github;

    public ThreatFeedsVendor(Company company)
    {
        _company = company;
        _publications = Publication.All(company);
        _exploits = new(company, _publications);
        (_osv, _nvd, _github) = (new(_publications), new(_publications, NvdKey), new(_publications));
    }

    public override string Prefix => "threat-feeds";

    public override IReadOnlyList<Grant> Grants { get; } = [new(GitHubToken, "acme-security"), new(NvdKey, "acme-security")];

    public override IEnumerable<DemoSource> Sources(string address) =>
    [
        new("threat-feeds", Source, new Dictionary<string, string>
        {
            ["kevUrl"] = $"{address}/kev",
            ["epssUrl"] = $"{address}/epss",
            ["osvUrl"] = $"{address}/osv",
            ["nvdUrl"] = $"{address}/nvd",
            ["githubUrl"] = $"{address}/github",
            ["watched"] = Weaknesses.XzCve,
            // A mirror, as it were: NIST's own limit would make the demo wait for a minute.
            ["nvdRequests"] = "5000",
        })
        {
            CredentialKind = "keys",
            Credentials = new Dictionary<string, string> { ["nvdKey"] = NvdKey, ["githubToken"] = GitHubToken },
        },
    ];

    public override void Map(VendorRoutes routes)
    {
        routes.Get("/kev/known_exploited_vulnerabilities.json", Kev).Open();
        routes.Get("/epss/epss", Epss).Open();
        routes.Post("/osv/v1/querybatch", _osv.BatchAsync).Open();
        routes.Get("/osv/v1/vulns/{id}", _osv.EntryAsync).Open();
        routes.Get("/nvd/cves/2.0", _nvd.CvesAsync).Open();
        routes.Get("/github/advisories", _github.AdvisoriesAsync);
    }

    public override LimitPolicy? Limit(VendorCall call) => Feed(call) switch
    {
        "nvd" => new("nvd", call.Header("apiKey") is null ? 5 : 50, TimeSpan.FromSeconds(30)),
        "github" => new("core", 5000, TimeSpan.FromHours(1)),
        _ => null,
    };

    public override void TellLimit(VendorCall call, LimitState state)
    {
        if (Feed(call) == "github")
        {
            base.TellLimit(call, state);
        }
    }

    public override void Tell(TruthBook truth)
    {
        var watched = _publications.Count(publication => publication.Cve == Weaknesses.XzCve);
        truth.Count(Source, "kev", "knownExploit", at => _exploits.By(at).Count());
        truth.Count(Source, "epss", "exploitPrediction", at => Reported(at).Concat(_exploits.By(at).Select(exploit => exploit.Cve)).Append(Weaknesses.XzCve).Distinct().Count());
        truth.Count(Source, "osv", "advisory", at => Open(at).Select(publication => publication.OsvId).Distinct().Count() + watched);
        truth.Count(Source, "osv", "affectedPackage", at => Open(at).Select(publication => (publication.OsvId, publication.Package.Name)).Distinct().Count() + watched);
        truth.Count(Source, "github-advisories", "advisory", at => Open(at).Where(publication => publication.IsReviewed).Select(publication => publication.OsvId).Distinct().Count() + watched);
        truth.Count(Source, "github-advisories", "affectedPackage", at => Open(at).Where(publication => publication.IsReviewed).Select(publication => (publication.OsvId, publication.Package.Name)).Distinct().Count());
        truth.Count(Source, "nvd", "advisory", at => Reported(at).Append(Weaknesses.XzCve).Distinct().Count());
        truth.Topic("feeds/exploited-here", at => _exploits.By(at).Select(exploit => exploit.Cve).Intersect(Reported(at)).Order(StringComparer.Ordinal));
    }

    /// <summary>What scanners have reported by then, mended or not.</summary>
    private IEnumerable<string> Reported(DateTimeOffset at) => _company.Findings.All.Where(finding => finding.IsVisible(at)).Select(finding => finding.Weakness.Cve).Distinct();

    /// <summary>What is wrong with the packages in use: a package in a version is asked about once, whoever uses it.</summary>
    private IEnumerable<Publication> Open(DateTimeOffset at)
    {
        var reported = _company.Findings.All.Where(finding => finding.IsVisible(at) && !finding.IsFixed(at)).Select(finding => finding.Package).ToHashSet();
        // GitHub lists what a repository uses before any scanner has found fault with it.
        var listed = _company.Repositories.Where(repository => repository.Forge is Forge.GitHub).SelectMany(repository => _company.Findings.PackagesOf(repository, at))
            .Select(package => (package.Ecosystem, package.Name, package.Version)).ToHashSet();
        return _publications.Where(publication => publication.Package is var package && (reported.Contains(package) || listed.Contains((package.Ecosystem, package.Name, package.Version))));
    }

    private Task Kev(VendorCall call)
    {
        var exploits = _exploits.By(call.Now).OrderByDescending(exploit => exploit.AddedOn).ToList();
        return call.TaggedJsonAsync(json =>
        {
            json.WriteStartObject();
            json.WriteString("title", "CISA Catalog of Known Exploited Vulnerabilities");
            json.WriteString("catalogVersion", $"{call.Now:yyyy.MM.dd}");
            json.WriteString("dateReleased", $"{exploits[0].AddedOn:yyyy-MM-dd}T15:00:00.0000Z");
            json.WriteNumber("count", exploits.Count);
            json.WriteStartArray("vulnerabilities");
            foreach (var exploit in exploits)
            {
                json.WriteStartObject();
                json.WriteString("cveID", exploit.Cve);
                json.WriteString("vendorProject", exploit.Vendor);
                json.WriteString("product", exploit.Product);
                json.WriteString("vulnerabilityName", $"{exploit.Product} {exploit.Title} Vulnerability");
                json.WriteString("dateAdded", $"{exploit.AddedOn:yyyy-MM-dd}");
                json.WriteString("shortDescription", $"{exploit.Product} contains a weakness that allows {exploit.Title.ToLowerInvariant()}.");
                json.WriteString("requiredAction", "Apply mitigations per vendor instructions or discontinue use of the product if mitigations are unavailable.");
                json.WriteString("dueDate", $"{exploit.AddedOn.AddDays(exploit.Days):yyyy-MM-dd}");
                json.WriteString("knownRansomwareCampaignUse", exploit.Ransomware ? "Known" : "Unknown");
                json.WriteString("notes", "");
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        });
    }

    private Task Epss(VendorCall call)
    {
        call.Only("cve", "date", "offset", "limit");
        var names = call.Query("cve") is { Length: > 0 and <= 2000 } text ? text.Split(',') : throw Refusal.Bad("cve", "must be given, in at most 2000 characters");
        var known = names.Select(cve => (Cve: cve, Score: _exploits.Score(cve))).Where(scored => scored.Score is not null).Take(call.Number("limit", 100, 1000)).ToList();
        return call.JsonAsync(json =>
        {
            json.WriteStartObject();
            json.WriteString("status", "OK");
            json.WriteNumber("status-code", 200);
            json.WriteString("version", "1.0");
            json.WriteString("access", "public, max-age=3600");
            json.WriteNumber("total", known.Count);
            json.WriteNumber("offset", 0);
            json.WriteNumber("limit", 100);
            json.WriteStartArray("data");
            foreach (var (cve, score) in known)
            {
                json.WriteStartObject();
                json.WriteString("cve", cve);
                json.WriteString("epss", score!.Value.ToString("0.000000000", CultureInfo.InvariantCulture));
                json.WriteString("percentile", Math.Min(0.999, 0.4 + (score.Value * 0.6)).ToString("0.000000000", CultureInfo.InvariantCulture));
                json.WriteString("date", $"{call.Now:yyyy-MM-dd}");
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        });
    }

    private static string Feed(VendorCall call) => call.Http.Request.Path.Value!.Split('/')[2];
}
