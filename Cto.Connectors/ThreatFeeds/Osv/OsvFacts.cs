using Cto.Connectors.GitHub;
using Cto.Connectors.Http;
using Cto.Domain;
using Cto.Domain.Security;

namespace Cto.Connectors.ThreatFeeds.Osv;

/// <summary>An entry of OSV as facts: the advisory and the ranges of versions it is about.</summary>
internal static class OsvFacts
{
    private const int MaxVersions = 500;

    /// <returns>Empty for an entry without a name.</returns>
    public static IEnumerable<Fact> ToFacts(this OsvVulnerability entry)
    {
        if (string.IsNullOrEmpty(entry.Id))
        {
            return [];
        }

        var vectors = (entry.Severity ?? []).Where(severity => severity is { Score: not null }).OrderByDescending(severity => severity!.Type, StringComparer.Ordinal).Select(severity => severity!.Score!).ToList();
        var scored = vectors.Select(vector => (Vector: vector, Score: CvssVector.BaseScore(vector))).FirstOrDefault(vector => vector.Score is not null);
        var advisory = new Advisory
        {
            Key = $"osv:{entry.Id}",
            ChangedAt = entry.Modified,
            Url = $"https://osv.dev/vulnerability/{entry.Id}",
            Id = entry.Id,
            Aliases = [.. (entry.Aliases ?? []).OfType<string>()],
            Feed = "osv",
            Title = Title(entry),
            Severity = GitHubSeverities.Read(entry.DatabaseSpecific?.Severity?.ToLowerInvariant()) ?? (scored.Score is { } score ? CvssVector.SeverityOf(score) : null),
            Cvss = scored.Score,
            CvssVector = scored.Vector ?? vectors.FirstOrDefault(),
            PublishedAt = entry.Published,
            WithdrawnAt = entry.Withdrawn,
        };
        return [advisory, .. (entry.Affected ?? []).OfType<OsvAffected>().SelectMany(affected => Ranges(entry, affected)).DistinctBy(affected => affected.Key)];
    }

    private static string Title(OsvVulnerability entry) =>
        entry.Summary is { Length: > 0 } summary ? summary
        : entry.Details is { Length: > 0 } details ? HttpFaults.Shorten(details.TrimStart().Split('\n')[0], 200)
        : entry.Id!;

    private static IEnumerable<AffectedPackage> Ranges(OsvVulnerability entry, OsvAffected affected)
    {
        if (affected.Package is not { Name: { Length: > 0 } name, Ecosystem: { Length: > 0 } ecosystem })
        {
            yield break;
        }

        // Ranges of commits say nothing of packages.
        var ranges = (affected.Ranges ?? []).Where(range => range is { Type: "SEMVER" or "ECOSYSTEM" }).SelectMany(range => Pairs(range!.Events ?? [])).ToList();
        foreach (var (introduced, end) in ranges)
        {
            yield return Fact(introduced) with { Introduced = introduced, Fixed = end.Fixed, LastAffected = end.LastAffected };
        }

        if (ranges.Count == 0 && affected.Versions is { Length: > 0 } versions)
        {
            yield return Fact("versions") with { Versions = [.. versions.OfType<string>().Take(MaxVersions)] };
        }

        AffectedPackage Fact(string? part) => new()
        {
            Key = $"osv:{entry.Id}/{ecosystem}/{name}/{part ?? "0"}",
            ChangedAt = entry.Modified,
            Advisory = entry.Id!,
            Ecosystem = ecosystem,
            Name = name,
        };
    }

    /// <summary>Each beginning with the end that follows it; "0" is the beginning of all.</summary>
    private static IEnumerable<(string? Introduced, OsvEvent End)> Pairs(OsvEvent?[] events)
    {
        (string? Version, bool Open) from = (null, false);
        foreach (var one in events.OfType<OsvEvent>())
        {
            if (one.Introduced is { } introduced)
            {
                if (from.Open)
                {
                    yield return (from.Version, new());
                }

                from = (introduced is "0" or "0.0.0-0" ? null : introduced, true);
            }
            else if (from.Open && (one.Fixed ?? one.LastAffected) is not null)
            {
                yield return (from.Version, one);
                from = (null, false);
            }
        }

        if (from.Open)
        {
            yield return (from.Version, new());
        }
    }
}
