using Cto.Domain.Sources;
using Cto.Insights.Facts;
using Cto.Insights.Sources;
using Cto.Insights.Storage;
using Microsoft.Extensions.Logging;

namespace Cto.Grains.Sources;

/// <summary>One sync: pulls stream after stream, and commits each page before it asks for the next.</summary>
internal sealed partial class SourceSync(FactStore facts, SourceAccess access, UpstreamBreakers breakers, SourceInstruments instruments, TimeProvider clock, ILogger<SourceSync> logger)
{
    /// <summary>How long a page is kept for a store that is away, about: longer than a restart of Postgres takes.</summary>
    private const int Offers = 9;

    public async Task<SyncEnd> RunAsync(SyncWork work, ISyncObserver observer, CancellationToken cancellationToken)
    {
        var tally = new SyncTally(clock);
        SourceException? fault = null, refusal = null;
        var reached = 0;
        using var span = SourceInstruments.StartSync(work.Source);
        try
        {
            foreach (var stream in work.Streams)
            {
                try
                {
                    tally.BeginStream();
                    var began = clock.GetUtcNow();
                    await PullRenewingAsync(work, stream, tally, observer, cancellationToken);
                    observer.Reached(stream, began);
                    reached++;
                }
                catch (SourceException e) when ((e.Fault.IsOfStream() || e.Fault is SourceFault.UnexpectedReply) && !cancellationToken.IsCancellationRequested)
                {
                    // What one stream may not see or cannot read says nothing about the others.
                    observer.Refused(stream, e);
                    fault ??= e.Fault.IsOfStream() ? null : e;
                    refusal ??= e;
                }
            }

            // A source that may see nothing at all fails; one that lacks a right for some of its streams brings the rest.
            fault ??= reached == 0 && work.IsWhole ? refusal : null;
        }
        catch (SourceException e) when (!cancellationToken.IsCancellationRequested)
        {
            fault = e;
        }
        catch (Exception e) when (cancellationToken.IsCancellationRequested || e is SourceGoneException)
        {
            return End(SyncOutcome.Cancelled, null, tally);
        }
        catch (Exception e)
        {
            // A connector that fails in an unforeseen way must not leave its source syncing for ever.
            LogUnforeseen(e, work.Source.Connector, work.Source.Id);
            fault = new SourceException(SourceFault.UnexpectedReply, $"The {work.Connector.Descriptor.Title} connector failed in an unforeseen way ({e.GetType().Name}).", e)
            {
                Remedy = "Nothing to do at first: the sync tries again by itself. If it stays, report it with the log of this time.",
            };
        }

        return End(fault is null ? SyncOutcome.Succeeded : fault.Fault == SourceFault.Throttled ? SyncOutcome.Throttled : SyncOutcome.Failed, fault, tally);
    }

    private static SyncEnd End(SyncOutcome outcome, SourceException? fault, SyncTally tally) => new(outcome, fault, tally.Pages, tally.Written, tally.Warnings);

    /// <summary>A long stream outlives its token, and a token can end before its time: then it is renewed, and once more only when pages came since.</summary>
    private async Task PullRenewingAsync(SyncWork work, string stream, SyncTally tally, ISyncObserver observer, CancellationToken cancellationToken)
    {
        work.Connection = await access.FreshAsync(work.Connection, cancellationToken);
        for (var pages = -1; ;)
        {
            try
            {
                await PullAsync(work, stream, tally, observer, cancellationToken);
                return;
            }
            catch (SourceException e) when (e.Fault == SourceFault.Unauthorized && tally.Pages > pages && !cancellationToken.IsCancellationRequested)
            {
                pages = tally.Pages;
                if (await access.RenewRefusedAsync(work.Connection, cancellationToken) is not { } renewed)
                {
                    throw;
                }

                work.Connection = renewed;
            }
        }
    }

    private async Task PullAsync(SyncWork work, string stream, SyncTally tally, ISyncObserver observer, CancellationToken cancellationToken)
    {
        await using var pages = work.Connector.PullAsync(work.Connection, stream, work.Cursors.GetValueOrDefault(stream), cancellationToken).GetAsyncEnumerator(cancellationToken);
        while (true)
        {
            using var span = SourceInstruments.StartPage(work.Source, stream);

            // A connector parses much: on a thread of the pool, so that the grain's calls are not held up.
            if (!await breakers.RunAsync(work.Connector.Descriptor, work.Connection, token => Task.Run(async () => await pages.MoveNextAsync(), token), cancellationToken))
            {
                return;
            }

            cancellationToken.ThrowIfCancellationRequested();
            var page = pages.Current;
            work.Usage.Pay(page.Cost);
            var progress = tally.Next(stream, page);
            var written = await CommitAsync(new(work.Source.TenantId, work.Source.Id, stream, page) { Progress = progress, Epoch = work.Epoch }, observer, cancellationToken);
            work.Cursors[stream] = page.Cursor ?? work.Cursors.GetValueOrDefault(stream);
            tally.Commit(page, written);
            instruments.Wrote(work.Source, written);
            await observer.Committed(new(stream, page, written, progress, work.Usage));
        }
    }

    /// <summary>Offers the page until the store takes it: what was read from upstream is not thrown away for a restart of Postgres.</summary>
    private async Task<FactsWritten> CommitAsync(FactWrite write, ISyncObserver observer, CancellationToken cancellationToken)
    {
        for (var offer = 1; ; offer++)
        {
            try
            {
                // Thousands of rows are put into words: this too on a thread of the pool.
                return await Task.Run(() => facts.WriteAsync(write, cancellationToken), cancellationToken);
            }
            catch (StoreUnavailableException e)
            {
                var fault = new SourceException(SourceFault.StorageFailed, e.Message, e);
                if (offer == Offers)
                {
                    throw fault;
                }

                LogStoreWaits(write.SourceId, e.Fault, offer);
                observer.StoreWaits(fault);
                await Task.Delay(TimeSpan.FromMilliseconds(Math.Min(250 * Math.Pow(2, offer - 1), 5_000)), clock, cancellationToken);
            }
        }
    }

    [LoggerMessage(LogLevel.Warning, "A page of source {SourceId} waits for the store ({Fault}), offer {Offer}.")]
    private partial void LogStoreWaits(Guid sourceId, StoreFault fault, int offer);

    [LoggerMessage(LogLevel.Error, "The {Connector} connector failed in an unforeseen way, source {SourceId}.")]
    private partial void LogUnforeseen(Exception exception, string connector, Guid sourceId);
}
