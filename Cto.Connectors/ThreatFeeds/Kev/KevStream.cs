using System.Net;
using Cto.Domain.Security;
using Cto.Domain.Sources;

namespace Cto.Connectors.ThreatFeeds.Kev;

/// <summary>The whole catalogue, when CISA says that it changed.</summary>
internal static class KevStream
{
    public static async IAsyncEnumerable<FactPage> PullAsync(
        ThreatFeedsSession session, string? cursor, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var before = WholeList.Parse(cursor, session.Settings.Kev.AbsoluteUri);
        // An ETag is quoted, a date is not; servers give one of them at least.
        var quoted = before.Version?.Contains('"') == true;
        var answer = await session.Kev.CatalogueAsync(quoted ? before.Version : null, quoted ? null : before.Version, cancellationToken);
        if (answer.Status == HttpStatusCode.NotModified)
        {
            yield break;
        }

        var facts = Entries(answer.Content);
        var version = answer.Headers.ETag?.ToString() ?? answer.Response.Content.Headers.LastModified?.ToString("R");
        foreach (var page in before.Pages(facts, before.Next(facts, session.Clock.GetUtcNow(), version), "known exploits"))
        {
            yield return page;
        }
    }

    /// <summary>The entries, each once.</summary>
    public static IReadOnlyList<KnownExploit> Entries(KevCatalogue catalogue) =>
        catalogue.Vulnerabilities is { } entries
            ? [.. entries.Select(entry => entry?.ToFact()).OfType<KnownExploit>().DistinctBy(exploit => exploit.Key)]
            : throw new SourceException(SourceFault.UnexpectedReply, "CISA's catalogue has no list of vulnerabilities.");
}
