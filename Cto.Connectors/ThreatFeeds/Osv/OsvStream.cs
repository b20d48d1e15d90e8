using System.Runtime.CompilerServices;
using Cto.Connectors.Http;
using Cto.Domain;
using Cto.Domain.Sources;

namespace Cto.Connectors.ThreatFeeds.Osv;

/// <summary>What OSV knows of the packages in use: first which entries there are, then those that are new or were modified.</summary>
internal static class OsvStream
{
    /// <summary>OSV's largest batch.</summary>
    private const int Batch = 1000;
    private const int PageSize = 100;
    private const int Degree = 8;
    private static readonly TimeSpan Every = TimeSpan.FromHours(2);

    public static async IAsyncEnumerable<FactPage> PullAsync(ThreatFeedsSession session, string? text, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var cursor = OsvCursor.Parse(text, session.Settings.Osv.AbsoluteUri);
        var (now, use) = (session.Clock.GetUtcNow(), await session.InUseAsync(cancellationToken));
        var mark = InUse.Mark(use.Packages.Concat(session.Settings.WatchedNames));
        if (mark == cursor.Mark && cursor.ReadAt is { } last && now - last < Every)
        {
            yield break;
        }

        var listed = await ListAsync(session, use.Packages, cancellationToken);
        foreach (var name in session.Settings.WatchedNames)
        {
            // Nothing tells whether a watched entry was modified: it is read once a day.
            listed.TryAdd(name, $"{now:yyyyMMdd}");
        }

        var marks = listed.ToDictionary(entry => entry.Key, entry => OsvCursor.MarkOf(entry.Key, entry.Value), StringComparer.Ordinal);
        var read = cursor.Read.Intersect(marks.Values).ToHashSet(StringComparer.Ordinal);
        var open = marks.Where(entry => !read.Contains(entry.Value)).OrderBy(entry => entry.Key, StringComparer.Ordinal).ToList();
        var done = 0;
        foreach (var page in open.Chunk(PageSize))
        {
            var facts = new List<Fact>();
            await foreach (var entry in Ordered.SelectAsync(page, Degree, (entry, token) => FindAsync(session, entry.Key, token), cancellationToken))
            {
                facts.AddRange(entry?.ToFacts() ?? []);
            }

            read.UnionWith(page.Select(entry => entry.Value));
            done += page.Length;
            yield return new() { Facts = facts, Cursor = $"{cursor with { Read = [.. read] }}", Progress = PullProgress.Of(done, open.Count, $"entries of OSV ({done} of {open.Count})") };
        }

        yield return new() { Facts = [], Cursor = $"{cursor with { ReadAt = now, Mark = mark, Read = [.. read] }}" };
    }

    /// <summary>The entries about the packages, with when each was modified.</summary>
    private static async Task<Dictionary<string, string?>> ListAsync(ThreatFeedsSession session, IReadOnlyList<string> packages, CancellationToken cancellationToken)
    {
        var found = new Dictionary<string, string?>(StringComparer.Ordinal);
        foreach (var chunk in packages.Chunk(Batch))
        {
            var tokens = new Paging(session.Settings.Osv);
            IReadOnlyList<OsvQuery> queries = [.. chunk.Select(package => new OsvQuery(new() { Purl = package }))];
            while (queries.Count > 0)
            {
                var results = (await session.Osv.QueryBatchAsync(new(queries), cancellationToken)).Content.Results ?? [];
                if (results.Length != queries.Count)
                {
                    throw new SourceException(SourceFault.UnexpectedReply, $"OSV was asked about {queries.Count} packages and answered about {results.Length}.");
                }

                foreach (var entry in results.SelectMany(result => result?.Vulns ?? []))
                {
                    if (entry?.Id is { Length: > 0 } id)
                    {
                        found[id] = entry.Modified?.ToString("O");
                    }
                }

                queries =
                [
                    .. queries.Zip(results)
                        .Where(pair => pair.Second?.NextPageToken is { Length: > 0 } token && tokens.NextToken($"{pair.First.Package.Purl} {token}") is not null)
                        .Select(pair => pair.First with { PageToken = pair.Second!.NextPageToken }),
                ];
            }
        }

        return found;
    }

    /// <returns><see langword="null"/> for what OSV does not have: it takes entries out at times.</returns>
    private static async Task<OsvVulnerability?> FindAsync(ThreatFeedsSession session, string id, CancellationToken cancellationToken)
    {
        try
        {
            return (await session.Osv.VulnerabilityAsync(id, cancellationToken)).Content;
        }
        catch (SourceException e) when (e.Fault is SourceFault.NotFound)
        {
            return null;
        }
    }
}
