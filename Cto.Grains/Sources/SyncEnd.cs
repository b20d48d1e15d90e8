using Cto.Domain.Sources;
using Cto.Insights.Facts;
using Cto.Insights.Sources;

namespace Cto.Grains.Sources;

/// <summary>How one sync ended and what it brought.</summary>
/// <param name="Fault"><see langword="null"/> unless it failed or was throttled.</param>
internal sealed record SyncEnd(SyncOutcome Outcome, SourceException? Fault, int Pages, FactsWritten Written, IReadOnlyList<string> Warnings)
{
    public static SyncEnd Failed(SourceException fault) => new(fault.Fault == SourceFault.Throttled ? SyncOutcome.Throttled : SyncOutcome.Failed, fault, 0, FactsWritten.Nothing, []);
}

/// <summary>What one sync is to do.</summary>
/// <param name="Streams">The streams to pull, in order.</param>
/// <param name="Usage">Counts the calls.</param>
internal sealed record SyncWork(StoredSource Source, SourceConnection Connection, ISourceConnector Connector, IReadOnlyList<string> Streams, SourceUsage Usage);

/// <summary>A page that is in the store now.</summary>
internal sealed record PageCommitted(string Stream, FactPage Page, FactsWritten Written, SyncProgress Progress, SourceUsage Usage);

/// <summary>Who is told while a sync runs.</summary>
internal interface ISyncObserver
{
    Task Committed(PageCommitted page);

    /// <summary>The store cannot take the page now; it is kept and offered again.</summary>
    void StoreWaits(SourceException fault);
}
