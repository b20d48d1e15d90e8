using System.Runtime.CompilerServices;
using Cto.Connectors.Http;
using Cto.Connectors.ThreatFeeds.Kev;
using Cto.Domain;
using Cto.Domain.Security;
using Cto.Domain.Sources;

namespace Cto.Connectors.ThreatFeeds.Epss;

/// <summary>The scores of what the company is told of and of what is exploited; FIRST renews them once a day.</summary>
internal static class EpssStream
{
    /// <summary>FIRST takes 2,000 characters of names.</summary>
    private const int Batch = 100;
    private const int Degree = 4;
    private static readonly TimeSpan Every = TimeSpan.FromHours(6);

    public static async IAsyncEnumerable<FactPage> PullAsync(ThreatFeedsSession session, string? cursor, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var before = WholeList.Parse(cursor, session.Settings.Epss.AbsoluteUri);
        var told = (await session.InUseAsync(cancellationToken)).Cves.ToList();
        var mark = InUse.Mark(told);
        if (mark == before.Version && !before.IsDue(session.Clock.GetUtcNow(), Every))
        {
            yield break;
        }

        var exploited = KevStream.Entries((await session.Kev.CatalogueAsync(null, null, cancellationToken)).Content).Select(exploit => exploit.Cve);
        // What the company is told of comes first.
        var cves = told.Concat(exploited).Distinct(StringComparer.Ordinal).ToList();
        var facts = new List<Fact>(cves.Count);
        await foreach (var answer in Ordered.SelectAsync(cves.Chunk(Batch), Degree, (batch, token) => session.Epss.ScoresAsync(string.Join(',', batch), Batch, token), cancellationToken))
        {
            facts.AddRange((answer.Content.Data ?? []).Select(score => score?.ToFact()).OfType<ExploitPrediction>());
        }

        // A score that FIRST no longer gives stays, with its day: it is no longer asked for, not untrue.
        foreach (var page in before.Pages(facts, before.Next([], session.Clock.GetUtcNow(), mark), "scores"))
        {
            yield return page;
        }
    }
}
