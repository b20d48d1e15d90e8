using System.Text;
using System.Text.Json;
using Cto.Upstreams.Vendors;
using Cto.Upstreams.World;
using Cto.Upstreams.World.Findings;

namespace Cto.Upstreams.GitHub;

/// <summary>Repositories: what they are, what they are made of and what their main branch demands.</summary>
internal sealed class GitHubInventory(GitHubOrganization acme, GitHubShapes shapes)
{
    private static readonly Dictionary<string, string[]> Besides = new(StringComparer.Ordinal)
    {
        ["Java"] = ["Dockerfile", "Shell"],
        ["Kotlin"] = ["Java", "Dockerfile"],
        ["TypeScript"] = ["JavaScript", "CSS", "HTML"],
        ["Python"] = ["Dockerfile", "Shell"],
        ["Go"] = ["Makefile", "Dockerfile"],
        ["HCL"] = ["Shell"],
    };

    public void Map(VendorRoutes routes)
    {
        routes.Get("/orgs/{org}/repos", ListAsync);
        routes.Get("/repos/{owner}/{repo}", OneAsync);
        routes.Get("/repos/{owner}/{repo}/languages", LanguagesAsync);
        routes.Get("/repos/{owner}/{repo}/dependency-graph/sbom", BillOfMaterialsAsync);
        routes.Get("/repos/{owner}/{repo}/contents/{path}", FileAsync);
        routes.Get("/repos/{owner}/{repo}/branches/{branch}/protection", ProtectionAsync).Needs("repo");
        routes.Get("/repos/{owner}/{repo}/rules/branches/{branch}", RulesAsync);
    }

    private Task ListAsync(VendorCall call)
    {
        GitHubPeople.Acme(call);
        call.Choice("type", "all", "public", "private", "forks", "sources", "member");
        call.Choice("sort", "created", "updated", "pushed", "full_name");
        call.Only("type", "sort", "direction", "per_page", "page");
        return call.PageAsync(
            [
                .. acme.Repositories.Where(repository => !GitHubOrganization.IsPrivate(repository) || call.Who!.Allows(["repo"]))
                    .OrderByDescending(repository => acme.Company.Findings.PushedAt(repository, call.Now)),
            ],
            (json, repository) => shapes.Repository(json, null, repository, call.View()));
    }

    private Task OneAsync(VendorCall call)
    {
        var repository = acme.Find(call);
        return call.TaggedJsonAsync(json => shapes.Repository(json, null, repository, call.View()));
    }

    private Task LanguagesAsync(VendorCall call)
    {
        var repository = acme.Find(call);
        var dice = acme.Company.Dice("github/languages", repository.Name);
        return call.TaggedJsonAsync(json =>
        {
            json.WriteStartObject();
            json.WriteNumber(repository.Language, dice.Between(80_000, 900_000));
            foreach (var language in Besides.GetValueOrDefault(repository.Language) ?? [])
            {
                json.WriteNumber(language, dice.Between(600, 22_000));
            }

            json.WriteEndObject();
        });
    }

    // Of what is in a repository only this file is asked for.
    private Task FileAsync(VendorCall call)
    {
        call.Only("ref");
        var repository = acme.Find(call);
        var text = call.Route("path") == CatalogFile.Path ? CatalogFile.Of(repository) : null;
        return text is null ? throw Refusal.NotFound() : call.TaggedJsonAsync(json =>
        {
            var bytes = Encoding.UTF8.GetBytes(text);
            json.WriteStartObject();
            json.WriteString("type", "file");
            json.WriteString("encoding", "base64");
            json.WriteNumber("size", bytes.Length);
            json.WriteString("name", CatalogFile.Path);
            json.WriteString("path", CatalogFile.Path);
            // In lines of sixty characters, as GitHub has them.
            json.WriteString("content", string.Concat(Convert.ToBase64String(bytes).Chunk(60).Select(line => $"{new string(line)}\n")));
            json.WriteString("sha", acme.Company.Dice("github/blob", repository.Name, CatalogFile.Path).Hex(40));
            json.WriteEndObject();
        });
    }

    private Task BillOfMaterialsAsync(VendorCall call)
    {
        var repository = acme.Find(call);
        return call.TaggedJsonAsync(json =>
        {
            json.WriteStartObject();
            json.WriteStartObject("sbom");
            json.WriteString("SPDXID", "SPDXRef-DOCUMENT");
            json.WriteString("spdxVersion", "SPDX-2.3");
            json.WriteString("name", $"com.github.{repository.FullName}");
            json.WriteStartArray("packages");
            Package(json, $"com.github.{repository.FullName}", "main", $"pkg:github/{repository.FullName}@main");
            foreach (var package in acme.Company.Findings.PackagesOf(repository, call.Now))
            {
                Package(json, package.Name, package.Version, Purl(package));
            }

            json.WriteEndArray();
            json.WriteEndObject();
            json.WriteEndObject();
        });
    }

    private static void Package(Utf8JsonWriter json, string name, string version, string purl)
    {
        json.WriteStartObject();
        json.WriteString("name", name);
        json.WriteString("versionInfo", version);
        json.WriteStartArray("externalRefs");
        json.WriteStartObject();
        json.WriteString("referenceCategory", "PACKAGE-MANAGER");
        json.WriteString("referenceType", "purl");
        json.WriteString("referenceLocator", purl);
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static string Purl(PackageInUse package)
    {
        var type = package.Ecosystem switch { "Go" => "golang", _ => package.Ecosystem.ToLowerInvariant() };
        return $"pkg:{type}/{package.Name.Replace(':', '/').Replace("@", "%40", StringComparison.Ordinal)}@{package.Version}";
    }

    private Task ProtectionAsync(VendorCall call)
    {
        var repository = acme.Find(call);
        if (call.Route("branch") != "main")
        {
            throw Refusal.NotFound("Branch not found");
        }

        if (repository.Name is GitHubOrganization.UnprotectedRepository or GitHubOrganization.RulesetRepository)
        {
            throw Refusal.NotFound("Branch not protected");
        }

        var strict = repository.Service?.Tier == 1;
        return call.TaggedJsonAsync(json =>
        {
            json.WriteStartObject();
            json.WriteString("url", $"{call.Root}/repos/{repository.FullName}/branches/main/protection");
            json.WriteStartObject("required_status_checks");
            json.WriteBoolean("strict", strict);
            json.WriteStartArray("contexts");
            json.WriteStringValue("CI");
            json.WriteEndArray();
            json.WriteStartArray("checks");
            json.WriteStartObject();
            json.WriteString("context", "CI");
            json.WriteNull("app_id");
            json.WriteEndObject();
            json.WriteEndArray();
            json.WriteEndObject();
            json.WriteStartObject("required_pull_request_reviews");
            json.WriteBoolean("dismiss_stale_reviews", strict);
            json.WriteBoolean("require_code_owner_reviews", strict);
            json.WriteNumber("required_approving_review_count", 1);
            json.WriteEndObject();
            Switch(json, "enforce_admins", strict, $"{call.Root}/repos/{repository.FullName}/branches/main/protection/enforce_admins");
            Switch(json, "allow_force_pushes", false, null);
            Switch(json, "allow_deletions", false, null);
            json.WriteEndObject();
        });
    }

    private Task RulesAsync(VendorCall call)
    {
        call.Only("per_page", "page");
        var repository = acme.Find(call);
        string[] rules = repository.Name == GitHubOrganization.RulesetRepository ? ["deletion", "non_fast_forward", "pull_request"] : [];
        return call.PageAsync(rules, (json, rule) =>
        {
            json.WriteStartObject();
            json.WriteString("type", rule);
            json.WriteString("ruleset_source_type", "Organization");
            json.WriteString("ruleset_source", Company.Login);
            json.WriteNumber("ruleset_id", 4412);
            if (rule == "pull_request")
            {
                json.WriteStartObject("parameters");
                json.WriteNumber("required_approving_review_count", 2);
                json.WriteBoolean("require_code_owner_review", true);
                json.WriteEndObject();
            }

            json.WriteEndObject();
        });
    }

    private static void Switch(Utf8JsonWriter json, string name, bool on, string? url)
    {
        json.WriteStartObject(name);
        if (url is not null)
        {
            json.WriteString("url", url);
        }

        json.WriteBoolean("enabled", on);
        json.WriteEndObject();
    }
}
