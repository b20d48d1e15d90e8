using Cto.Domain;
using Cto.Domain.Sources;
using Cto.Insights.Facts;
using Cto.Insights.Sources;

namespace Cto.Grains.Sources;

/// <summary>Stores facts of a source that came by themselves, by webhook or as what an action did, and tells who stands on them.</summary>
public sealed class SourceFacts(FactStore facts, SourceInstruments instruments, SourceNews news)
{
    /// <summary>Where facts are counted that no stream claims.</summary>
    private const string OtherStream = "webhooks";

    /// <returns>What was written, by stream.</returns>
    /// <exception cref="Insights.Storage.StoreUnavailableException">Not all were written; who sent them sends them again.</exception>
    public async Task<IReadOnlyList<(string Stream, FactsWritten Written)>> WriteAsync(StoredSource source, ISourceConnector connector, IReadOnlyList<Fact> brought)
    {
        List<(string, FactsWritten)> all = [];
        foreach (var stream in brought.GroupBy(fact => StreamOf(connector, fact), StringComparer.Ordinal))
        {
            var written = await facts.WriteAsync(new FactWrite(source.TenantId, source.Id, stream.Key, new FactPage { Facts = [.. stream] }), CancellationToken.None);
            instruments.Wrote(source, written);
            await news.TellAsync(source.TenantId, written.ChangedKinds, atOnce: true);
            all.Add((stream.Key, written));
        }

        return all;
    }

    private static string StreamOf(ISourceConnector connector, Fact fact)
    {
        var kind = FactKinds.Of(fact);
        return connector.Descriptor.Streams.FirstOrDefault(stream => stream.FactKinds.Contains(kind))?.Name ?? OtherStream;
    }
}
