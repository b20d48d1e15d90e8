using System.Text.Json;
using System.Text.Json.Nodes;
using Cto.Connectors.Snyk;
using Cto.Domain;
using Cto.Domain.Security;
using Cto.Testing;

namespace Cto.Connectors.Tests.Snyk;

/// <summary>Every payload that was ever recorded of Snyk is read into facts.</summary>
public sealed class SnykRecordedTests
{
    private static readonly SnykProject Project = JsonSerializer.Deserialize(StubSnyk.Checkout("production"), SnykJson.Default.SnykProject)!;

    [Fact]
    public void Every_recorded_issue_is_read()
    {
        Assert.SkipUnless(Specs.Exist, Specs.Missing);
        var facts = Directory.GetFiles(Specs.Path("recorded", "snyk"), "*.jsonl").SelectMany(File.ReadLines)
            .SelectMany(line => JsonSerializer.Deserialize(line, SnykJson.Default.SnykDocumentSnykIssueArray)!.Data!)
            .Select(issue => issue!.ToFact(Project, "https://app.snyk.io/org/acme/project/1"))
            .ToList();

        Assert.All(facts, Assert.NotNull);
        Assert.Equal((3, facts.Count - 3), (facts.Count(fact => fact is CodeAlert), facts.Count(fact => fact is Vulnerability)));
        Assert.All(facts.OfType<Vulnerability>(), found =>
        {
            Assert.StartsWith("pkg:pypi/", found.Package, StringComparison.Ordinal);
            Assert.NotNull(found.Version);
            Assert.NotNull(found.Cvss);
            Assert.Contains(found.Advisories, name => name.StartsWith("SNYK-", StringComparison.Ordinal));
        });
        Assert.Equal(["path/path/file.abc:65", "path/path/file.abc:27", "path/path/file.abc:94"], facts.OfType<CodeAlert>().Select(alert => alert.Location));
    }

    [Fact]
    public void A_recorded_issue_says_what_it_says()
    {
        Assert.SkipUnless(Specs.Exist, Specs.Missing);
        var issue = JsonSerializer.Deserialize(File.ReadLines(Specs.Path("recorded", "snyk", "snyk_sca_scan_api_single_vuln.jsonl")).Single(), SnykJson.Default.SnykDocumentSnykIssueArray)!.Data![0]!;

        var found = Assert.IsType<Vulnerability>(issue.ToFact(Project, "https://app.snyk.io/org/acme/project/1"));

        Assert.Equal(("pkg:pypi/pillow", "9.5.0", Severity.Critical, 9.6), (found.Package, found.Version, found.Severity, found.Cvss));
        Assert.Equal(["SNYK-PYTHON-PILLOW-5918878", "CVE-2023-4863"], found.Advisories);
        Assert.Equal(VulnerabilityState.Ignored, found.State);
        Assert.Equal("https://app.snyk.io/org/acme/project/1#issue-SNYK-PYTHON-PILLOW-5918878", found.Url);
    }

    [Theory]
    [InlineData("SNYK-JS-LODASH-567746", null, "lodash", "pkg:npm/lodash")]
    [InlineData("npm:ms:20170412", null, "ms", "pkg:npm/ms")]
    [InlineData("SNYK-DEBIAN12-OPENSSL-6048820", "deb", "openssl/libssl3", "pkg:deb/debian/openssl")]
    [InlineData("SNYK-ALPINE318-OPENSSL-6148878", "apk", "openssl/libcrypto3", "pkg:apk/alpine/openssl")]
    [InlineData("SNYK-SLES15.3-GLIBC-1", null, "glibc", "pkg:rpm/sles/glibc")]
    [InlineData("SNYK-MARS-ROVER-1", "gradle", "g:a", "pkg:maven/g/a")]
    [InlineData(null, null, "thing", "pkg:generic/thing")]
    public void The_name_of_a_weakness_tells_the_ecosystem(string? key, string? type, string name, string expected) => Assert.Equal(expected, SnykPackages.UrlOf(key, type, name));

    [Theory]
    [InlineData("Upgrade the package version to 5.4.0,6.4.0 to fix this vulnerability", "6.1.0", "6.4.0")]
    [InlineData("Upgrade the package version to 5.4.0,6.4.0 to fix this vulnerability", "5.0", "5.4.0")]
    [InlineData("Upgrade log4j-core to version 2.17.1.", "2.14.1", "2.17.1")]
    [InlineData("Upgrade to 1.0.0 or 2.0.0-rc1", "1.5", "2.0.0-rc1")]
    [InlineData("There is no fix.", "1.0", null)]
    [InlineData("Upgrade to 1.0.0", "2.0.0", null)]
    [InlineData("Upgrade to 10.0.0, 9.0.0", null, "9.0.0")]
    public void The_lowest_version_that_helps_is_found_in_words(string words, string? inUse, string? expected) =>
        Assert.Equal(expected, SnykRemedies.FixedVersion([new() { Description = words }], inUse));

    [Fact]
    public void The_version_that_helps_is_found_in_data() =>
        Assert.Equal("3.2.2", SnykRemedies.FixedVersion([new() { Meta = new() { Data = JsonSerializer.SerializeToElement(new { upgrade_package = "3.2.2,4.0.0" }) } }], "3.0.0"));

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"id":"x","attributes":{"type":"license","key":"k","effective_severity_level":"high","created_at":"2026-01-01T00:00:00Z"}}""")]
    [InlineData("""{"id":"x","attributes":{"type":"cloud","key":"k","effective_severity_level":"high","created_at":"2026-01-01T00:00:00Z"}}""")]
    [InlineData("""{"id":"x","attributes":{"type":"custom","key":"k","effective_severity_level":"high","created_at":"2026-01-01T00:00:00Z"}}""")]
    [InlineData("""{"id":"x","attributes":{"type":"package_vulnerability","coordinates":[null,{"representations":[null,{}]}],"effective_severity_level":"high","created_at":"2026-01-01T00:00:00Z"}}""")]
    [InlineData("""{"id":"x","attributes":{"type":"code","effective_severity_level":"strange","created_at":"2026-01-01T00:00:00Z"}}""")]
    public void Licences_and_what_says_too_little_are_no_findings(string json) => Assert.Null(JsonSerializer.Deserialize(json, SnykJson.Default.SnykIssue)!.ToFact(Project, null));

    [Fact]
    public void Misconfigured_infrastructure_is_an_alert_of_the_repository()
    {
        var issue = JsonNode.Parse("""{"id":"x","attributes":{"type":"config","key":"SNYK-CC-TF-1","title":"Open","problems":[{"id":"SNYK-CC-TF-1","type":"rule"}],"effective_severity_level":"info","status":"open","created_at":"2026-01-01T00:00:00Z","coordinates":[{"representations":[{"resourcePath":"resource > aws_s3_bucket"}]}]}}""");

        var alert = Assert.IsType<CodeAlert>(JsonSerializer.Deserialize(issue, SnykJson.Default.SnykIssue)!.ToFact(Project, null));

        Assert.Equal(("SNYK-CC-TF-1", Severity.Low, "resource > aws_s3_bucket", "Snyk IaC"), (alert.Rule, alert.Severity, alert.Location, alert.Tool));
    }
}
