using System.Text.Json;
using Cto.Upstreams.Vendors;
using Cto.Upstreams.World;
using Cto.Upstreams.World.Findings;

namespace Cto.Upstreams.GitHub;

/// <summary>Dependabot's and code scanning's alerts.</summary>
internal sealed class GitHubAlerts(GitHubOrganization acme)
{
    private readonly Lazy<ILookup<string, (int Number, Finding Finding)>> _findings = new(() => acme.Company.Findings.All
        .Where(finding => finding.ByDependabot)
        .GroupBy(finding => finding.Repository.Name)
        .SelectMany(group => group.Select((finding, place) => (Number: place + 1, Finding: finding)))
        .ToLookup(alert => alert.Finding.Repository.Name));

    private readonly Lazy<ILookup<string, CodeFinding>> _code = new(() => acme.Company.Findings.Code.Where(finding => !finding.BySnyk).ToLookup(finding => finding.Repository.Name));

    /// <summary>What Dependabot has found by then.</summary>
    public IEnumerable<(int Number, Finding Finding)> Dependabot(Repository repository, DateTimeOffset now) => _findings.Value[repository.Name].Where(alert => alert.Finding.IsVisible(now));

    /// <summary>What code scanning has found by then.</summary>
    public IEnumerable<CodeFinding> Code(Repository repository, DateTimeOffset now) => _code.Value[repository.Name].Where(finding => finding.IsVisible(now));

    public void Map(VendorRoutes routes)
    {
        routes.Get("/repos/{owner}/{repo}/dependabot/alerts", DependabotAsync).Needs("repo", "security_events");
        routes.Get("/repos/{owner}/{repo}/code-scanning/alerts", CodeAsync).Needs("repo", "security_events");
    }

    public void Write(Utf8JsonWriter json, int number, Finding finding, GitHubView view)
    {
        var (now, weakness) = (view.Now, finding.Weakness);
        json.WriteStartObject();
        json.WriteNumber("number", number);
        json.WriteString("state", finding.IsFixed(now) ? "fixed" : finding.IsIgnored(now) ? "dismissed" : "open");
        json.WriteStartObject("dependency");
        Package(json, finding);
        json.WriteString("manifest_path", finding.Manifest);
        json.WriteString("scope", "runtime");
        json.WriteEndObject();
        json.WriteStartObject("security_advisory");
        json.WriteString("ghsa_id", weakness.Ghsa);
        json.WriteString("cve_id", weakness.Cve);
        json.WriteString("summary", $"{weakness.Title} in {finding.Package.Name}");
        json.WriteString("description", weakness.Title);
        json.WriteStartArray("vulnerabilities");
        Range(json, null, finding);
        json.WriteEndArray();
        json.WriteString("severity", weakness.Severity);
        json.WriteStartObject("cvss");
        json.WriteNumber("score", weakness.Cvss);
        json.WriteString("vector_string", weakness.Vector);
        json.WriteEndObject();
        json.WriteStartArray("cwes");
        json.WriteStartObject();
        json.WriteString("cwe_id", weakness.Cwe);
        json.WriteString("name", weakness.Title);
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteStartArray("identifiers");
        Identifier(json, "GHSA", weakness.Ghsa!);
        Identifier(json, "CVE", weakness.Cve);
        json.WriteEndArray();
        json.WriteStartArray("references");
        json.WriteStartObject();
        json.WriteString("url", $"https://nvd.nist.gov/vuln/detail/{weakness.Cve}");
        json.WriteEndObject();
        json.WriteEndArray();
        var published = new DateTimeOffset(weakness.PublishedOn.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero);
        json.WriteInstant("published_at", published);
        json.WriteInstant("updated_at", published);
        json.WriteNull("withdrawn_at");
        json.WriteEndObject();
        Range(json, "security_vulnerability", finding);
        json.WriteString("url", $"{view.Root}/repos/{finding.Repository.FullName}/dependabot/alerts/{number}");
        json.WriteString("html_url", $"{GitHubShapes.Web(finding.Repository)}/security/dependabot/{number}");
        json.WriteInstant("created_at", finding.FoundAt);
        json.WriteInstant("updated_at", finding.UpdatedAt(now));
        json.WriteInstant("dismissed_at", finding.IsIgnored(now) ? finding.IgnoredAt : null);
        Dismissal(json, finding.IsIgnored(now), finding.Repository, "not_used", now);
        json.WriteNull("dismissed_comment");
        json.WriteInstant("fixed_at", finding.IsFixed(now) ? finding.FixedAt : null);
        json.WriteNull("auto_dismissed_at");
        json.WriteEndObject();
    }

    public void Write(Utf8JsonWriter json, CodeFinding finding, GitHubView view)
    {
        var now = view.Now;
        json.WriteStartObject();
        json.WriteNumber("number", finding.Number);
        json.WriteInstant("created_at", finding.FoundAt);
        json.WriteInstant("updated_at", finding.UpdatedAt(now));
        json.WriteString("url", $"{view.Root}/repos/{finding.Repository.FullName}/code-scanning/alerts/{finding.Number}");
        json.WriteString("html_url", $"{GitHubShapes.Web(finding.Repository)}/security/code-scanning/{finding.Number}");
        json.WriteString("state", finding.IsFixed(now) ? "fixed" : finding.IsDismissed(now) ? "dismissed" : "open");
        json.WriteInstant("fixed_at", finding.IsFixed(now) ? finding.FixedAt : null);
        json.WriteInstant("dismissed_at", finding.IsDismissed(now) ? finding.DismissedAt : null);
        Dismissal(json, finding.IsDismissed(now), finding.Repository, "false positive", now);
        json.WriteStartObject("rule");
        json.WriteString("id", finding.Rule.Id);
        json.WriteString("name", finding.Rule.Id);
        json.WriteString("severity", finding.Rule.Severity is "low" ? "warning" : "error");
        json.WriteString("security_severity_level", finding.Rule.Severity);
        json.WriteString("description", finding.Rule.Title);
        json.WriteEndObject();
        json.WriteStartObject("tool");
        json.WriteString("name", "CodeQL");
        json.WriteString("version", "2.19.3");
        json.WriteEndObject();
        json.WriteStartObject("most_recent_instance");
        json.WriteString("ref", "refs/heads/main");
        json.WriteString("state", finding.IsFixed(now) ? "fixed" : finding.IsDismissed(now) ? "dismissed" : "open");
        json.WriteStartObject("location");
        json.WriteString("path", finding.File);
        json.WriteNumber("start_line", finding.Line);
        json.WriteNumber("end_line", finding.Line);
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private Task DependabotAsync(VendorCall call)
    {
        call.Only("classification", "state", "severity", "ecosystem", "package", "manifest", "epss_percentage", "has", "assignee", "scope", "relationship", "sort", "direction", "before", "after", "per_page");
        var repository = acme.Find(call);
        var byUpdate = call.Choice("sort", "created", "updated", "epss_percentage") == "updated";
        var ascending = call.Choice("direction", "desc", "asc") == "asc";
        var alerts = Dependabot(repository, call.Now).OrderBy(alert => byUpdate ? alert.Finding.UpdatedAt(call.Now) : alert.Finding.FoundAt).ThenBy(alert => alert.Number).ToList();
        if (!ascending)
        {
            alerts.Reverse();
        }

        // The one list of GitHub that is paged by cursors.
        var page = call.Slice(alerts, call.Offset(call.Query("after"), "after"), call.Number("per_page", 30, most: 100));
        if (call.NextToken(page) is { } next)
        {
            call.Http.Response.Headers.Link = $"<{call.PageAddress("after", next)}>; rel=\"next\"";
        }

        return call.TaggedJsonAsync(json =>
        {
            json.WriteStartArray();
            foreach (var (number, finding) in page.Items)
            {
                Write(json, number, finding, call.View());
            }

            json.WriteEndArray();
        });
    }

    private Task CodeAsync(VendorCall call)
    {
        call.Only("tool_name", "tool_guid", "page", "per_page", "ref", "direction", "sort", "state", "severity", "assignees", "before", "after", "pr");
        var repository = acme.Find(call);
        var byUpdate = call.Choice("sort", "created", "number", "updated") == "updated";
        var ascending = call.Choice("direction", "desc", "asc") == "asc";
        if (Stack.EcosystemOf(repository) is null)
        {
            throw Refusal.NotFound("no analysis found");
        }

        var alerts = Code(repository, call.Now).OrderBy(finding => byUpdate ? finding.UpdatedAt(call.Now) : finding.FoundAt).ThenBy(finding => finding.Number).ToList();
        if (!ascending)
        {
            alerts.Reverse();
        }

        return call.PageAsync(alerts, (json, finding) => Write(json, finding, call.View()));
    }

    private void Dismissal(Utf8JsonWriter json, bool dismissed, Repository repository, string reason, DateTimeOffset now)
    {
        if (dismissed)
        {
            GitHubShapes.User(json, "dismissed_by", acme.Company.Members(repository.Team, now).First());
            json.WriteString("dismissed_reason", reason);
        }
        else
        {
            json.WriteNull("dismissed_by");
            json.WriteNull("dismissed_reason");
        }
    }

    private static void Range(Utf8JsonWriter json, string? name, Finding finding)
    {
        if (name is not null)
        {
            json.WritePropertyName(name);
        }

        json.WriteStartObject();
        Package(json, finding);
        json.WriteString("severity", finding.Weakness.Severity);
        json.WriteString("vulnerable_version_range", $"< {finding.Weakness.FixedIn}");
        json.WriteStartObject("first_patched_version");
        json.WriteString("identifier", finding.Weakness.FixedIn);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void Package(Utf8JsonWriter json, Finding finding)
    {
        json.WriteStartObject("package");
        json.WriteString("ecosystem", finding.Package.Ecosystem switch { "PyPI" => "pip", var other => other.ToLowerInvariant() });
        json.WriteString("name", finding.Package.Name);
        json.WriteEndObject();
    }

    private static void Identifier(Utf8JsonWriter json, string type, string value)
    {
        json.WriteStartObject();
        json.WriteString("type", type);
        json.WriteString("value", value);
        json.WriteEndObject();
    }
}
