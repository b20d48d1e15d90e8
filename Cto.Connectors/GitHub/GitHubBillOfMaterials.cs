using System.Buffers;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Serialization;
using Cto.Domain.Catalogue;
using Cto.Domain.Security;

namespace Cto.Connectors.GitHub;

/// <summary>The packages of a repository as its dependency graph knows them (SPDX).</summary>
internal sealed class GitHubBillOfMaterials
{
    private static readonly SearchValues<char> Ranges = SearchValues.Create("^~<>=*| ,");

    public GitHubSpdx? Sbom { get; set; }

    /// <summary>One component for each package; the repository itself, which stands among them, is left out.</summary>
    public IReadOnlyList<Component> ToFacts(GitHubKeys keys, GitHubRepository repository) =>
    [
        .. (Sbom?.Packages ?? []).SelectMany(package => package?.ExternalRefs ?? []).Select(reference => reference?.ReferenceLocator).OfType<string>()
            .Distinct(StringComparer.Ordinal).Select(purl => Read(purl, keys, repository)).OfType<Component>(),
    ];

    /// <summary>Names a package in keys and cursors: seventy-two bits, where a repository has some thousand packages.</summary>
    private static string ShortName(string purl) => Base64Url.EncodeToString(SHA256.HashData(Encoding.UTF8.GetBytes(purl)).AsSpan(0, 9));

    private static Component? Read(string purl, GitHubKeys keys, GitHubRepository repository)
    {
        var plain = purl.Split('?', '#')[0];
        if (!plain.StartsWith("pkg:", StringComparison.Ordinal) || plain.IndexOf('/') is not (> 4 and var slash) || plain[4..slash] is "github")
        {
            return null;
        }

        var type = plain[4..slash];
        var at = plain.LastIndexOf('@') is var found && found > plain.LastIndexOf('/') ? found : plain.Length;
        var version = at < plain.Length ? Uri.UnescapeDataString(plain[(at + 1)..]) : null;
        // A manifest without a lock file names a range: then no version is known to be in use.
        var exact = version is { Length: > 0 } && version.AsSpan().IndexOfAny(Ranges) < 0 ? version : null;
        var name = Uri.UnescapeDataString(plain[(slash + 1)..at]);
        return new()
        {
            Key = keys.Component(repository.Id, ShortName(purl)),
            ChangedAt = repository.PushedAt,
            Url = $"{repository.HtmlUrl}/network/dependencies",
            Repository = repository.FullName!,
            Package = exact is null ? plain[..at] : plain,
            Ecosystem = PackageUrl.EcosystemOf(type) ?? type,
            Name = type == "maven" ? name.Replace('/', ':') : name,
            Version = exact,
        };
    }
}

/// <summary>An SPDX document.</summary>
internal sealed class GitHubSpdx
{
    public GitHubSpdxPackage?[]? Packages { get; set; }
}

/// <summary>A package of an SPDX document.</summary>
internal sealed class GitHubSpdxPackage
{
    [JsonPropertyName("externalRefs")]
    public GitHubSpdxReference?[]? ExternalRefs { get; set; }
}

/// <summary>Where a package is to be found: its package URL.</summary>
internal sealed class GitHubSpdxReference
{
    [JsonPropertyName("referenceLocator")]
    public string? ReferenceLocator { get; set; }
}
