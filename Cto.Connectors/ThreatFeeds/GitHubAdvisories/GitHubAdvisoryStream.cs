using System.Runtime.CompilerServices;
using System.Text;
using Cto.Connectors.Http;
using Cto.Domain.Sources;

namespace Cto.Connectors.ThreatFeeds.GitHubAdvisories;

/// <summary>GitHub's advisories about the packages in use, read whole when those change and twice a day.</summary>
internal static class GitHubAdvisoryStream
{
    private const int PageSize = 100;

    /// <summary>Characters of package names in one question: addresses must not become too long.</summary>
    private const int NamesLength = 3_000;
    private static readonly TimeSpan Every = TimeSpan.FromHours(12);

    public static async IAsyncEnumerable<FactPage> PullAsync(ThreatFeedsSession session, string? text, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var before = WholeList.Parse(text, session.Settings.GitHub.AbsoluteUri);
        var (now, use) = (session.Clock.GetUtcNow(), await session.InUseAsync(cancellationToken));
        var mark = InUse.Mark(use.Packages.Concat(session.Settings.WatchedNames));
        if (mark == before.Version && !before.IsDue(now, Every))
        {
            yield break;
        }

        // Packages that are still the same: only what was updated since, a day of overlap for clocks.
        var since = mark == before.Version && before.ReadAt is { } last ? $">={last.UtcDateTime.AddDays(-1):yyyy-MM-dd}" : null;
        foreach (var (ecosystem, names) in Questions(use.Packages))
        {
            await foreach (var page in PagesAsync(session, session.GitHub.AdvisoriesAsync(names, ecosystem, null, null, since, "updated", "desc", PageSize, cancellationToken), cancellationToken))
            {
                yield return page;
            }
        }

        foreach (var name in session.Settings.WatchedNames)
        {
            var asked = AdvisoryNames.IsCve(name)
                ? session.GitHub.AdvisoriesAsync(null, null, null, name, null, "updated", "desc", PageSize, cancellationToken)
                : session.GitHub.AdvisoriesAsync(null, null, name, null, null, "updated", "desc", PageSize, cancellationToken);
            await foreach (var page in PagesAsync(session, asked, cancellationToken))
            {
                yield return page;
            }
        }

        yield return new() { Facts = [], Cursor = $"{before.Next([], now, mark)}", RateLimit = session.GitHubHttp.Limit };
    }

    private static async IAsyncEnumerable<FactPage> PagesAsync(
        ThreatFeedsSession session, Task<Answer<GitHubAdvisory?[]>> first, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var answer = await first;
        var paging = new Paging(answer.Address);
        while (true)
        {
            yield return new()
            {
                Facts = [.. answer.Content.OfType<GitHubAdvisory>().SelectMany(advisory => advisory.ToFacts()).DistinctBy(fact => fact.Key)],
                RateLimit = session.GitHubHttp.Limit,
            };
            if (paging.Next(answer.Headers) is not { } next)
            {
                yield break;
            }

            answer = await session.GitHubHttp.GetAsync(next, "advisories", ThreatFeedsJson.Default.GitHubAdvisoryArray, cancellationToken);
        }
    }

    /// <summary>The packages in their versions, by GitHub's ecosystems, as many at a time as an address takes.</summary>
    internal static IEnumerable<(string Ecosystem, string Names)> Questions(IReadOnlyList<string> packages)
    {
        foreach (var group in packages.Select(Split).Where(package => package.Ecosystem is not null).Distinct().GroupBy(package => package.Ecosystem!, package => package.Name, StringComparer.Ordinal))
        {
            var names = new StringBuilder();
            foreach (var name in group)
            {
                if (names.Length + name.Length > NamesLength)
                {
                    yield return (group.Key, names.ToString());
                    names.Clear();
                }

                names.Append(names.Length == 0 ? "" : ",").Append(name);
            }

            yield return (group.Key, names.ToString());
        }
    }

    // pkg:maven/org.apache/log4j@1.2 → maven, org.apache:log4j@1.2
    private static (string? Ecosystem, string Name) Split(string purl)
    {
        var (package, version) = purl.LastIndexOf('@') is > 0 and var at && at > purl.LastIndexOf('/') ? (purl[..at], purl[at..]) : (purl, "");
        if (!package.StartsWith("pkg:", StringComparison.Ordinal) || package.IndexOf('/', StringComparison.Ordinal) is var slash && slash < 0)
        {
            return (null, "");
        }

        var (type, name) = (package[4..slash], Uri.UnescapeDataString(package[(slash + 1)..] + version));
        return type switch
        {
            "maven" => ("maven", name.Replace('/', ':')),
            "npm" or "nuget" or "composer" or "pub" or "swift" => (type, name),
            "pypi" => ("pip", name),
            "gem" => ("rubygems", name),
            "golang" => ("go", name),
            "cargo" => ("rust", name),
            "hex" => ("erlang", name),
            "githubactions" => ("actions", name),
            _ => (null, ""),
        };
    }
}
