using System.Text.Json;
using Cto.Upstreams.Vendors;
using Cto.Upstreams.World;
using Cto.Upstreams.World.Findings;

namespace Cto.Upstreams.Snyk;

/// <summary>Writes what Snyk tells, as its description has it.</summary>
internal static class SnykWriter
{
    public static void Version(Utf8JsonWriter json)
    {
        json.WriteStartObject("jsonapi");
        json.WriteString("version", "1.0");
        json.WriteEndObject();
    }

    public static void Self(Utf8JsonWriter json, string name)
    {
        json.WriteStartObject();
        Version(json);
        json.WriteStartObject("data");
        json.WriteString("type", "service_account");
        json.WriteStartObject("attributes");
        json.WriteString("name", name);
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndObject();
    }

    public static void Organization(Utf8JsonWriter json, SnykAccount account, DateTimeOffset now)
    {
        json.WriteStartObject();
        json.WriteString("id", account.Id);
        json.WriteString("type", "org");
        json.WriteStartObject("attributes");
        json.WriteBoolean("is_personal", false);
        json.WriteString("name", Company.Name);
        json.WriteString("slug", Company.Login);
        json.WriteInstant("created_at", account.CreatedAt);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    public static void Project(Utf8JsonWriter json, SnykProject project, DateTimeOffset now)
    {
        json.WriteStartObject();
        json.WriteString("id", project.Id);
        json.WriteString("type", "project");
        json.WriteStartObject("attributes");
        json.WriteString("name", project.Manifest is null ? project.Target : $"{project.Target}:{project.Manifest}");
        json.WriteString("type", project.Type);
        json.WriteString("target_file", project.Manifest ?? "");
        json.WriteString("target_reference", "main");
        json.WriteString("origin", project.Repository.Forge is Forge.GitLab ? "gitlab" : "github");
        json.WriteInstant("created", project.CreatedAt);
        json.WriteString("status", "active");
        json.WriteBoolean("read_only", false);
        Words(json, "business_criticality", project.Exposure == "external" ? "critical" : "medium");
        Words(json, "environment", project.Exposure, "backend");
        Words(json, "lifecycle", project.Lifecycle);
        json.WriteStartObject("settings");
        json.WriteStartObject("recurring_tests");
        json.WriteString("frequency", "daily");
        json.WriteEndObject();
        json.WriteStartObject("pull_requests");
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteStartObject("relationships");
        Related(json, "organization", project.Account.Id, "org", $"/rest/orgs/{project.Account.Id}");
        json.WriteStartObject("target");
        json.WriteStartObject("data");
        json.WriteString("id", Dice.For(0, "snyk/target", project.Target).Uuid());
        json.WriteString("type", "target");
        json.WriteStartObject("attributes");
        json.WriteString("display_name", project.Target);
        json.WriteString("url", $"https://{(project.Repository.Forge is Forge.GitLab ? "gitlab" : "github")}.com/{project.Target}");
        json.WriteEndObject();
        json.WriteEndObject();
        Links(json, $"/rest/orgs/{project.Account.Id}/targets");
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndObject();
    }

    public static void Issue(Utf8JsonWriter json, SnykIssue issue, DateTimeOffset now)
    {
        json.WriteStartObject();
        json.WriteString("id", issue.Id);
        json.WriteString("type", "issue");
        json.WriteStartObject("attributes");
        json.WriteInstant("created_at", issue.FoundAt);
        json.WriteInstant("updated_at", issue.UpdatedAt(now));
        json.WriteString("status", issue.IsFixed(now) ? "resolved" : "open");
        json.WriteBoolean("ignored", issue.IsIgnored(now));
        if (issue.IsFixed(now))
        {
            json.WriteStartObject("resolution");
            json.WriteInstant("resolved_at", issue.FixedAt);
            json.WriteString("type", "fixed");
            json.WriteEndObject();
        }

        if (issue.Finding is { } finding)
        {
            Package(json, finding);
        }
        else
        {
            Code(json, issue.Code!);
        }

        json.WriteEndObject();
        json.WriteStartObject("relationships");
        Related(json, "organization", issue.Project.Account.Id, "organization", $"/rest/orgs/{issue.Project.Account.Id}");
        Related(json, "scan_item", issue.Project.Id, "project", $"/rest/orgs/{issue.Project.Account.Id}/projects/{issue.Project.Id}");
        json.WriteEndObject();
        json.WriteEndObject();
    }

    /// <summary>The body of a webhook: Snyk's older names, which say nothing of the ids in the REST API.</summary>
    public static void Snapshot(Utf8JsonWriter json, SnykAccount account, SnykIssue issue, bool isNew)
    {
        json.WriteStartObject("org");
        json.WriteString("id", account.Id);
        json.WriteString("name", Company.Name);
        json.WriteString("slug", Company.Login);
        json.WriteEndObject();
        json.WriteStartObject("project");
        json.WriteString("id", issue.Project.Id);
        json.WriteString("name", issue.Project.Target);
        json.WriteEndObject();
        foreach (var (list, holds) in (ReadOnlySpan<(string, bool)>)[("newIssues", isNew), ("removedIssues", !isNew)])
        {
            json.WriteStartArray(list);
            if (holds)
            {
                json.WriteStartObject();
                json.WriteString("id", issue.Finding?.SnykId ?? issue.Code!.Rule.Id);
                json.WriteString("issueType", issue.Finding is null ? "code" : "vuln");
                json.WriteEndObject();
            }

            json.WriteEndArray();
        }
    }

    private static void Package(Utf8JsonWriter json, Finding finding)
    {
        json.WriteString("type", "package_vulnerability");
        json.WriteString("key", finding.SnykId);
        json.WriteString("title", finding.Weakness.Title);
        json.WriteString("effective_severity_level", finding.Weakness.Severity);
        Class(json, finding.Weakness.Cwe);
        json.WriteStartArray("problems");
        Problem(json, finding.SnykId, "SNYK", "vulnerability");
        Problem(json, finding.Weakness.Cve, "NVD", "vulnerability");
        json.WriteEndArray();
        json.WriteStartArray("severities");
        json.WriteStartObject();
        json.WriteString("level", finding.Weakness.Severity);
        json.WriteInstant("modification_time", new(finding.Weakness.PublishedOn.ToDateTime(new(9, 0)), TimeSpan.Zero));
        json.WriteNumber("score", finding.Weakness.Cvss);
        json.WriteString("source", "Snyk");
        json.WriteString("vector", finding.Weakness.Vector);
        json.WriteString("version", "3.1");
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteStartArray("coordinates");
        json.WriteStartObject();
        json.WriteBoolean("is_fixable_snyk", !finding.InImage);
        json.WriteBoolean("is_upgradeable", true);
        json.WriteString("reachability", "no-info");
        json.WriteStartArray("remedies");
        json.WriteStartObject();
        json.WriteString("type", "indeterminate");
        json.WriteString("description", $"Upgrade the package version to {finding.Weakness.FixedIn} to fix this vulnerability");
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteStartArray("representations");
        json.WriteStartObject();
        json.WriteStartObject("dependency");
        json.WriteString("package_name", finding.Package.Name);
        json.WriteString("package_version", finding.Package.Version);
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndArray();
    }

    private static void Code(Utf8JsonWriter json, CodeFinding finding)
    {
        json.WriteString("type", "code");
        json.WriteString("key", Dice.For(0, "snyk/code-key", finding.Repository.Name, finding.File, finding.Rule.Id).Uuid());
        json.WriteString("title", finding.Rule.Title);
        json.WriteString("description", finding.Rule.Title);
        json.WriteString("effective_severity_level", finding.Rule.Severity);
        Class(json, finding.Rule.Cwe);
        json.WriteStartArray("problems");
        Problem(json, finding.Rule.Id, "SNYK", "rule");
        json.WriteEndArray();
        json.WriteStartArray("coordinates");
        json.WriteStartObject();
        json.WriteStartArray("representations");
        json.WriteStartObject();
        json.WriteStartObject("sourceLocation");
        json.WriteString("file", finding.File);
        json.WriteStartObject("region");
        foreach (var edge in (ReadOnlySpan<string>)["start", "end"])
        {
            json.WriteStartObject(edge);
            json.WriteNumber("line", finding.Line);
            json.WriteNumber("column", edge == "start" ? 9 : 41);
            json.WriteEndObject();
        }

        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndArray();
    }

    private static void Class(Utf8JsonWriter json, string cwe)
    {
        json.WriteStartArray("classes");
        json.WriteStartObject();
        json.WriteString("id", cwe);
        json.WriteString("source", "CWE");
        json.WriteString("type", "weakness");
        json.WriteEndObject();
        json.WriteEndArray();
    }

    private static void Problem(Utf8JsonWriter json, string id, string source, string type)
    {
        json.WriteStartObject();
        json.WriteString("id", id);
        json.WriteString("source", source);
        json.WriteString("type", type);
        json.WriteEndObject();
    }

    private static void Related(Utf8JsonWriter json, string name, string id, string type, string address)
    {
        json.WriteStartObject(name);
        json.WriteStartObject("data");
        json.WriteString("id", id);
        json.WriteString("type", type);
        json.WriteEndObject();
        Links(json, address);
        json.WriteEndObject();
    }

    private static void Links(Utf8JsonWriter json, string address)
    {
        json.WriteStartObject("links");
        json.WriteString("related", address);
        json.WriteEndObject();
    }

    private static void Words(Utf8JsonWriter json, string name, params ReadOnlySpan<string> words)
    {
        json.WriteStartArray(name);
        foreach (var word in words)
        {
            json.WriteStringValue(word);
        }

        json.WriteEndArray();
    }
}
