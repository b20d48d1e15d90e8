using System.Text.Json.Serialization;
using Cto.Connectors.Http;
using Cto.Domain.Security;

namespace Cto.Connectors.GitHub;

/// <summary>A known weakness in a package that a repository uses, as Dependabot tells of it.</summary>
internal sealed class GitHubDependabotAlert
{
    [JsonConverter(typeof(LenientCount))]
    public int? Number { get; set; }
    public string? State { get; set; }
    public string? HtmlUrl { get; set; }
    public GitHubDependency? Dependency { get; set; }
    public GitHubAdvisory? SecurityAdvisory { get; set; }
    public GitHubVulnerableRange? SecurityVulnerability { get; set; }

    [JsonConverter(typeof(LenientInstant))]
    public DateTimeOffset? CreatedAt { get; set; }

    [JsonConverter(typeof(LenientInstant))]
    public DateTimeOffset? UpdatedAt { get; set; }

    [JsonConverter(typeof(LenientInstant))]
    public DateTimeOffset? FixedAt { get; set; }
    public string? DismissedReason { get; set; }

    /// <returns><see langword="null"/> when it lacks what identifies it, or its state says nothing to us.</returns>
    public Vulnerability? ToFact(GitHubKeys keys, GitHubRepository repository)
    {
        if (Number is null || CreatedAt is null || (Dependency?.Package ?? SecurityVulnerability?.Package) is not { Name: { Length: > 0 } name } package ||
            Names() is not { Count: > 0 } names || GitHubSeverities.Read(SecurityVulnerability?.Severity ?? SecurityAdvisory?.Severity) is not { } severity || ReadState() is not { } state)
        {
            return null;
        }

        var type = GitHubEcosystems.PurlType(package.Ecosystem);
        return new()
        {
            Key = keys.DependabotAlert(repository.Id, Number.Value),
            ChangedAt = UpdatedAt,
            Url = HtmlUrl,
            Repository = repository.FullName!,
            Package = PackageUrl.Of(type, name),
            FixedVersion = SecurityVulnerability?.FirstPatchedVersion?.Identifier,
            Advisories = names,
            Title = SecurityAdvisory?.Summary,
            Severity = severity,
            Cvss = SecurityAdvisory?.Score,
            State = state,
            FirstSeenAt = CreatedAt.Value,
            FixedAt = FixedAt,
            Scanner = "dependabot",
            Manifest = Dependency?.ManifestPath,
        };
    }

    private List<string> Names() =>
    [
        .. new[] { SecurityAdvisory?.GhsaId, SecurityAdvisory?.CveId }.Concat((SecurityAdvisory?.Identifiers ?? []).Select(identifier => identifier?.Value))
            .OfType<string>().Where(name => name.Length > 0).Distinct(StringComparer.OrdinalIgnoreCase),
    ];

    // "No bandwidth" and "tolerable risk" leave the weakness in place; the other reasons say that there is none.
    private VulnerabilityState? ReadState() => State switch
    {
        "open" => VulnerabilityState.Open,
        "fixed" => VulnerabilityState.Fixed,
        "auto_dismissed" => VulnerabilityState.Ignored,
        "dismissed" => DismissedReason is "inaccurate" or "not_used" ? VulnerabilityState.Ignored : VulnerabilityState.Accepted,
        _ => null,
    };
}

/// <summary>Where a package comes in.</summary>
internal sealed class GitHubDependency
{
    public GitHubPackage? Package { get; set; }
    public string? ManifestPath { get; set; }
}

/// <summary>A package by GitHub's name of its ecosystem.</summary>
internal sealed class GitHubPackage
{
    public string? Ecosystem { get; set; }
    public string? Name { get; set; }
}

/// <summary>The weakness itself, in GitHub's advisory database.</summary>
internal sealed class GitHubAdvisory
{
    public string? GhsaId { get; set; }
    public string? CveId { get; set; }
    public string? Summary { get; set; }
    public string? Severity { get; set; }
    public GitHubIdentifier?[]? Identifiers { get; set; }
    public GitHubCvss? Cvss { get; set; }
    public GitHubCvssSeverities? CvssSeverities { get; set; }

    /// <summary>The base score; GitHub says 0 where there is none.</summary>
    [JsonIgnore]
    public double? Score => new[] { CvssSeverities?.CvssV4?.Score, CvssSeverities?.CvssV3?.Score, Cvss?.Score }.FirstOrDefault(score => score > 0);
}

/// <summary>One of a weakness's names.</summary>
internal sealed class GitHubIdentifier
{
    public string? Value { get; set; }
}

/// <summary>A CVSS score.</summary>
internal sealed class GitHubCvss
{
    public double? Score { get; set; }
}

/// <summary>CVSS scores by version.</summary>
internal sealed class GitHubCvssSeverities
{
    public GitHubCvss? CvssV3 { get; set; }
    public GitHubCvss? CvssV4 { get; set; }
}

/// <summary>The versions of a package that are affected.</summary>
internal sealed class GitHubVulnerableRange
{
    public GitHubPackage? Package { get; set; }
    public string? Severity { get; set; }
    public GitHubPatchedVersion? FirstPatchedVersion { get; set; }
}

/// <summary>The first version without a weakness.</summary>
internal sealed class GitHubPatchedVersion
{
    public string? Identifier { get; set; }
}
