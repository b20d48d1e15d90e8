using System.Text.Json;
using Cto.Connectors.ThreatFeeds;
using Cto.Connectors.ThreatFeeds.Kev;
using Cto.Connectors.ThreatFeeds.Nvd;
using Cto.Connectors.ThreatFeeds.Osv;
using Cto.Domain.Security;
using Cto.Testing;

namespace Cto.Connectors.Tests.ThreatFeeds;

/// <summary>Every recorded entry of the feeds is read: into facts, or by name not, for a reason.</summary>
public sealed class ThreatFeedRecordedTests
{
    [Fact]
    public void Every_recorded_entry_of_KEV_is_a_known_exploit()
    {
        var facts = Lines("cisa-kev", "vulnerabilities.jsonl").Select(line => JsonSerializer.Deserialize($$"""{"vulnerabilities":[{{line}}]}""", ThreatFeedsCamelJson.Default.KevCatalogue)!).SelectMany(KevStream.Entries).ToList();

        Assert.Equal(200, facts.Count);
        Assert.Equal(200, facts.Select(fact => fact.Key).Distinct().Count());
        Assert.All(facts, fact => Assert.True(fact.DueOn > fact.AddedOn && fact.Name.Length > 10 && fact.Vendor is not null && fact.RequiredAction is not null));
        Assert.InRange(facts.Count(fact => fact.Ransomware), 1, 199);
        var git = Assert.Single(facts, fact => fact.Cve == "CVE-2025-48384");
        Assert.Equal(("Git", new DateOnly(2025, 8, 25), new DateOnly(2025, 9, 15), false), (git.Vendor, git.AddedOn, git.DueOn!.Value, git.Ransomware));
    }

    [Fact]
    public void Every_recorded_entry_of_OSV_is_an_advisory_unless_it_has_no_name()
    {
        var entries = Lines("osv", "vulns.jsonl").Select(line => JsonSerializer.Deserialize(line, ThreatFeedsOsvJson.Default.OsvVulnerability)!).ToList();
        var facts = entries.ConvertAll(entry => entry.ToFacts().ToList());

        Assert.Equal(entries.Count(entry => string.IsNullOrEmpty(entry.Id)), facts.Count(read => read.Count == 0));
        Assert.All(facts.Where(read => read.Count > 0), read => Assert.True(Assert.IsType<Advisory>(read[0]).Title.Length > 0));
        Assert.All(facts.SelectMany(read => read.Skip(1)), fact => Assert.IsType<AffectedPackage>(fact));
        Assert.Contains(facts.SelectMany(read => read).OfType<AffectedPackage>(), range => range.Fixed is not null);
        Assert.Contains(facts.SelectMany(read => read).OfType<AffectedPackage>(), range => range.Versions is { Count: > 0 });
        Assert.Contains(facts.SelectMany(read => read).OfType<Advisory>(), advisory => advisory is { Cvss: > 0, Severity: not null });
    }

    [Fact]
    public void Every_recorded_CVE_of_the_NVD_is_an_advisory()
    {
        var cves = Lines("nvd", "cves.jsonl").Select(line => JsonSerializer.Deserialize($$"""{"vulnerabilities":[{{line}}]}""", ThreatFeedsCamelJson.Default.NvdAnswer)!.Vulnerabilities![0]!.Cve!).ToList();
        var facts = cves.ConvertAll(cve => cve.ToFact()!);

        Assert.Equal(36, facts.Count);
        Assert.All(facts, fact => Assert.True(fact is { ChangedAt: not null, PublishedAt: not null } && fact.Id.StartsWith("CVE-", StringComparison.Ordinal) && fact.Title.Length > 10));
        Assert.All(facts.Where(fact => fact.CvssVector?.StartsWith("CVSS:3", StringComparison.Ordinal) == true), fact => Assert.Equal(fact.Cvss, CvssVector.BaseScore(fact.CvssVector!)));
        var gitea = Assert.Single(facts, fact => fact.Id == "CVE-2026-20912");
        Assert.Equal((9.1, Severity.Critical, new DateTimeOffset(2026, 1, 29, 22, 3, 58, 330, TimeSpan.Zero)), (gitea.Cvss, gitea.Severity, gitea.ChangedAt));
    }

    private static IEnumerable<string> Lines(string feed, string file)
    {
        Assert.SkipUnless(Specs.Exist, Specs.Missing);
        return File.ReadLines(Specs.Path("recorded", feed, file));
    }
}
