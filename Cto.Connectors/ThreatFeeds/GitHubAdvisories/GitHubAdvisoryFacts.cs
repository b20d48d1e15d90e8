using Cto.Connectors.GitHub;
using Cto.Domain;
using Cto.Domain.Security;

namespace Cto.Connectors.ThreatFeeds.GitHubAdvisories;

/// <summary>An advisory of GitHub as facts: itself and the ranges of versions it is about.</summary>
internal static class GitHubAdvisoryFacts
{
    /// <returns>Empty for an advisory without a name.</returns>
    public static IEnumerable<Fact> ToFacts(this GitHubAdvisory advisory)
    {
        if (advisory.GhsaId is not { Length: > 0 } id)
        {
            return [];
        }

        // GitHub writes 0 where a version has no score.
        var score = new[] { advisory.CvssSeverities?.CvssV4, advisory.CvssSeverities?.CvssV3, advisory.Cvss }.FirstOrDefault(given => given?.Score is > 0 and <= 10);
        var fact = new Advisory
        {
            Key = $"github:{id}",
            ChangedAt = advisory.UpdatedAt,
            Url = advisory.HtmlUrl,
            Id = id,
            Aliases = advisory.CveId is { } cve ? [cve] : [],
            Feed = "github",
            Title = advisory.Summary is { Length: > 0 } summary ? summary : id,
            Severity = GitHubSeverities.Read(advisory.Severity),
            Cvss = score?.Score,
            CvssVector = score?.VectorString,
            PublishedAt = advisory.PublishedAt,
            WithdrawnAt = advisory.WithdrawnAt,
        };
        return [fact, .. (advisory.Vulnerabilities ?? []).Select(range => Range(advisory, range)).OfType<AffectedPackage>().DistinctBy(range => range.Key)];
    }

    private static AffectedPackage? Range(GitHubAdvisory advisory, GitHubAdvisoryRange? range)
    {
        if (range?.Package is not { Name: { Length: > 0 } name, Ecosystem: { Length: > 0 } told })
        {
            return null;
        }

        var ecosystem = PackageUrl.EcosystemOf(GitHubEcosystems.PurlType(told)) ?? told;
        var bounds = (range.VulnerableVersionRange ?? "").Split(',', StringSplitOptions.TrimEntries).Select(bound => bound.Split(' ', 2)).Where(bound => bound.Length == 2).ToLookup(bound => bound[0], bound => bound[1]);
        var introduced = bounds[">="].Concat(bounds[">"]).FirstOrDefault();
        var single = bounds["="].ToList();
        return new()
        {
            Key = $"github:{advisory.GhsaId}/{ecosystem}/{name}/{introduced ?? single.FirstOrDefault() ?? "0"}",
            ChangedAt = advisory.UpdatedAt,
            Advisory = advisory.GhsaId!,
            Ecosystem = ecosystem,
            Name = name,
            Introduced = introduced is "0" ? null : introduced,
            Fixed = range.FirstPatchedVersion ?? bounds["<"].FirstOrDefault(),
            LastAffected = bounds["<="].FirstOrDefault(),
            Versions = single.Count > 0 ? single : null,
        };
    }
}
