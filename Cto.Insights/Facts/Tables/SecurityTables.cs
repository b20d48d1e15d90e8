using Cto.Domain;
using Cto.Domain.Security;

namespace Cto.Insights.Facts.Tables;

/// <summary>The tables of weaknesses.</summary>
internal static class SecurityTables
{
    public static IEnumerable<FactTable> All => [Advisory(), AffectedPackage(), CodeAlert(), ExploitPrediction(), KnownExploit(), Vulnerability()];

    private static FactTable<Advisory> Advisory() => new(FactKinds.Advisory, new FactColumns<Advisory>()
        .Name("id", fact => fact.Id, required: true)
        .Texts("aliases", fact => fact.Aliases)
        .Name("feed", fact => fact.Feed, required: true)
        .Text("title", fact => fact.Title)
        .Choice("severity", fact => fact.Severity)
        .Number("cvss", fact => fact.Cvss)
        .Name("cvss_vector", fact => fact.CvssVector)
        .Time("published_at", fact => fact.PublishedAt)
        .Time("withdrawn_at", fact => fact.WithdrawnAt));

    private static FactTable<AffectedPackage> AffectedPackage() => new(FactKinds.AffectedPackage, new FactColumns<AffectedPackage>()
        .Name("advisory", fact => fact.Advisory, required: true)
        .Name("ecosystem", fact => fact.Ecosystem, required: true)
        .Name("name", fact => fact.Name, required: true)
        .Name("introduced", fact => fact.Introduced)
        .Name("fixed", fact => fact.Fixed)
        .Name("last_affected", fact => fact.LastAffected)
        .Texts("versions", fact => fact.Versions));

    private static FactTable<CodeAlert> CodeAlert() => new(FactKinds.CodeAlert, new FactColumns<CodeAlert>()
        .Name("repository", fact => fact.Repository, required: true)
        .Name("rule", fact => fact.Rule, required: true)
        .Text("title", fact => fact.Title)
        .Choice("severity", fact => fact.Severity)
        .Choice<VulnerabilityState>("state", fact => fact.State)
        .Text("location", fact => fact.Location)
        .Name("tool", fact => fact.Tool)
        .Time("first_seen_at", fact => fact.FirstSeenAt)
        .Time("fixed_at", fact => fact.FixedAt));

    private static FactTable<ExploitPrediction> ExploitPrediction() => new(FactKinds.ExploitPrediction, new FactColumns<ExploitPrediction>()
        .Name("cve", fact => fact.Cve, required: true)
        .Number("score", fact => fact.Score)
        .Number("percentile", fact => fact.Percentile)
        .Day("day", fact => fact.Day));

    private static FactTable<KnownExploit> KnownExploit() => new(FactKinds.KnownExploit, new FactColumns<KnownExploit>()
        .Name("cve", fact => fact.Cve, required: true)
        .Name("name", fact => fact.Name, required: true)
        .Name("vendor", fact => fact.Vendor)
        .Name("product", fact => fact.Product)
        .Day("added_on", fact => fact.AddedOn)
        .Day("due_on", fact => fact.DueOn)
        .Flag("ransomware", fact => fact.Ransomware)
        .Text("required_action", fact => fact.RequiredAction));

    private static FactTable<Vulnerability> Vulnerability() => new(FactKinds.Vulnerability, new FactColumns<Vulnerability>()
        .Name("repository", fact => fact.Repository, required: true)
        .Name("package", fact => fact.Package, required: true)
        .Name("version", fact => fact.Version)
        .Name("fixed_version", fact => fact.FixedVersion)
        .Texts("advisories", fact => fact.Advisories)
        .Text("title", fact => fact.Title)
        .Choice<Severity>("severity", fact => fact.Severity)
        .Number("cvss", fact => fact.Cvss)
        .Name("environment", fact => fact.Environment)
        .Choice<VulnerabilityState>("state", fact => fact.State)
        .Time("first_seen_at", fact => fact.FirstSeenAt)
        .Time("fixed_at", fact => fact.FixedAt)
        .Time("accepted_until", fact => fact.AcceptedUntil)
        .Name("scanner", fact => fact.Scanner, required: true)
        .Name("manifest", fact => fact.Manifest));
}
