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
internal sealed class SyncWork
{
    public required StoredSource Source { get; init; }
    public required ISourceConnector Connector { get; init; }

    /// <summary>The right to write: a page of a sync after which another one began is refused.</summary>
    public required long Epoch { get; init; }

    /// <summary>The streams to pull, in order.</summary>
    public required IReadOnlyList<string> Streams { get; init; }

    /// <summary>Whether these are all the streams there are.</summary>
    public bool IsWhole => Streams.Count == Connector.Descriptor.Streams.Count;

    /// <summary>Counts the calls.</summary>
    public required SourceUsage Usage { get; init; }

    /// <summary>The way in, with the token that holds by now.</summary>
    public required SourceConnection Connection { get; set; }

    /// <summary>Where each stream's next pull begins.</summary>
    public Dictionary<string, string?> Cursors => field ??= Source.Streams.ToDictionary(stream => stream.Key, stream => stream.Value.Cursor);
}

/// <summary>A page that is in the store now.</summary>
internal sealed record PageCommitted(string Stream, FactPage Page, FactsWritten Written, SyncProgress Progress, SourceUsage Usage);

/// <summary>Who is told while a sync runs.</summary>
internal interface ISyncObserver
{
    Task Committed(PageCommitted page);

    /// <summary>The stream was read to its end.</summary>
    /// <param name="stream">Which.</param>
    /// <param name="since">When its pull began: up to then everything upstream is known.</param>
    void Reached(string stream, DateTimeOffset since);

    /// <summary>The stream cannot be read, which says nothing about the others.</summary>
    void Refused(string stream, SourceException fault);

    /// <summary>The store cannot take the page now; it is kept and offered again.</summary>
    void StoreWaits(SourceException fault);
}
