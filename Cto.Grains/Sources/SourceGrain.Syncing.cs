using Cto.Domain.Sources;
using Cto.Insights.Facts;
using Cto.Insights.Sources;
using Cto.Insights.Storage;
using Microsoft.Extensions.Logging;

namespace Cto.Grains.Sources;

// When a sync begins, what it changes and how it ends.
internal sealed partial class SourceGrain
{
    /// <summary>A grain at work is not collected: looked at again with every page.</summary>
    private static readonly TimeSpan LongestWork = TimeSpan.FromMinutes(30);

    private readonly HashSet<string> _again = new(StringComparer.Ordinal);
    private TaskCompletionSource _ended = Completed();
    private CancellationTokenSource? _stop;
    private Task? _sync;
    private long? _epoch;
    private bool _reload;
    private bool _requested;

    public async Task Committed(PageCommitted page)
    {
        DelayDeactivation(LongestWork);
        if (_source is { } source)
        {
            _source = source.With(page.Stream, known => known with
            {
                Cursor = page.Page.Cursor ?? known.Cursor,
                CursorAt = page.Page.Cursor is null ? known.CursorAt : clock.GetUtcNow(),
                Facts = known.Facts + page.Written.Inserted - page.Written.Withdrawn,
            }) with
            {
                RateLimit = page.Page.RateLimit ?? source.RateLimit,
                Condition = Condition.State == SourceState.Syncing ? Condition with { Progress = page.Progress, Fault = WithoutStoreFault(Condition.Fault) } : Condition,
            };
            await CountAsync(page.Usage, ended: false);
            await news.TellAsync(source.TenantId, page.Written.ChangedKinds, atOnce: false);
        }
    }

    public void StoreWaits(SourceException fault)
    {
        if (_source is not null && Condition.State == SourceState.Syncing)
        {
            Condition = Condition with { Fault = SyncVerdict.Report(Condition.Fault, fault, clock.GetUtcNow()) };
        }
    }

    public void Reached(string stream, DateTimeOffset since) => Ended(stream, _ => new(since, null));

    public void Refused(string stream, SourceException fault) => Ended(stream, known => known with { Fault = SyncVerdict.Report(known.Fault, fault, clock.GetUtcNow()) });

    public override async Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        _stop?.Cancel();
        await _ended.Task.WaitAsync(cancellationToken);
        instruments.Forget(_key.Source);
    }

    private void Ended(string stream, Func<StreamEnd, StreamEnd> end)
    {
        if (_source is { } source)
        {
            _source = source.With(stream, known => known with { End = end(known.End) });
            _unsavedEnds[stream] = _source.Streams[stream].End;
        }
    }

    /// <param name="streams"><see langword="null"/> = all of them.</param>
    private void Begin(IReadOnlyList<string>? streams)
    {
        _requested = false;
        DelayDeactivation(LongestWork);

        // The host's own end comes first: a silo waits for its grains' work before it lets them know.
        _stop = CancellationTokenSource.CreateLinkedTokenSource(lifetime.ApplicationStopping);
        _ended = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Condition = Condition with { State = SourceState.Syncing, LastAttemptAt = clock.GetUtcNow(), NextAttemptAt = null, ThrottledUntil = null, Progress = null };
        _sync = SyncAsync(_source!, streams, _stop.Token);
        _sync.Ignore();
    }

    /// <summary>Runs beside the grain's calls, in its turns.</summary>
    private async Task SyncAsync(StoredSource source, IReadOnlyList<string>? streams, CancellationToken stop)
    {
        await Task.Yield();
        var (startedAt, started) = (clock.GetUtcNow(), clock.GetTimestamp());
        var ending = false;
        try
        {
            var end = await RunAsync(source, streams, stop);
            instruments.Synced(source, end.Outcome, clock.GetElapsedTime(started));
            LogSynced(end.Outcome == SyncOutcome.Failed ? LogLevel.Warning : LogLevel.Information, source.Connector, source.Id, end.Outcome, end.Pages, end.Written.Inserted, end.Written.Updated, end.Fault?.Fault, end.Fault?.Message);
            _unrecorded.Add(new SyncRun(startedAt, clock.GetUtcNow(), end.Outcome, end.Fault?.Fault, end.Pages, end.Written));
            ending = lifetime.ApplicationStopping.IsCancellationRequested;
            if (_source is not null)
            {
                var verdict = new SyncVerdict(end, startedAt, Whole: streams is null, Ending: ending);
                Condition = verdict.On(Condition, clock.GetUtcNow(), chance => SyncSchedule.Poll(Connector!.Descriptor, _source.Settings, chance), Random.Shared.NextDouble());
                await SaveAsync();
            }

            await news.TellAsync(source.TenantId, end.Written.ChangedKinds, atOnce: true);
        }
        catch (Exception e)
        {
            // Nobody awaits a sync: a mistake of ours is found in the log, and the source is looked at again when its row says so.
            LogBroken(e, source.Id);
            DeactivateOnIdle();
        }
        finally
        {
            _sync = null;
            _stop?.Dispose();
            _stop = null;
            _ended.SetResult();
        }

        if (!ending)
        {
            await GoOnAsync();
        }
    }

    private async Task<SyncEnd> RunAsync(StoredSource source, IReadOnlyList<string>? streams, CancellationToken cancellationToken)
    {
        var usage = Counting(source);
        try
        {
            var connector = connectors.Find(source.Connector)!;
            if (_saving is not null)
            {
                await SaveAsync();
            }

            _epoch = await store.BeginAsync(_key.Tenant, _key.Source, Condition, silos.Own, cancellationToken) ?? throw new SourceGoneException(source.Id);
            var work = new SyncWork
            {
                Source = source,
                Epoch = _epoch.Value,
                Connector = connector,
                Connection = await access.OpenAsync(source, cancellationToken),
                Streams = streams ?? [.. connector.Descriptor.Streams.Select(stream => stream.Name)],
                Usage = usage,
            };
            return await sync.RunAsync(work, this, cancellationToken);
        }
        catch (SourceException e)
        {
            return SyncEnd.Failed(e);
        }
        catch (SourceGoneException)
        {
            return new SyncEnd(SyncOutcome.Cancelled, null, 0, FactsWritten.Nothing, []);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return new SyncEnd(SyncOutcome.Cancelled, null, 0, FactsWritten.Nothing, []);
        }
        catch (Exception e) when (StoreFailures.From(e) is { } away)
        {
            return SyncEnd.Failed(new SourceException(SourceFault.StorageFailed, away.Message, away));
        }
        finally
        {
            await CountAsync(usage, ended: true);
        }
    }

    private async Task GoOnAsync()
    {
        if (_reload)
        {
            _reload = false;
            await ReloadAfterSyncAsync();
        }
        else if (_source is not null && Condition.State != SourceState.Paused && _requested)
        {
            Begin(null);
        }
        else if (_source is not null && _again.Count > 0 && Condition.State == SourceState.Idle)
        {
            Begin(TakeAgain());
        }
        else if (_source is not null && Condition.State != SourceState.Paused && Condition.NextAttemptAt <= clock.GetUtcNow())
        {
            // Resumed while it stopped.
            Begin(null);
        }
        else
        {
            // Who rests makes room, and is placed anew when it is due.
            DelayDeactivation(TimeSpan.Zero);
        }
    }

    /// <summary>The last page of the sync may have been committed after the settings were changed: its cursor means nothing under the new ones.</summary>
    private async Task ReloadAfterSyncAsync()
    {
        var old = _source?.Settings;
        await LoadAsync(CancellationToken.None);
        if (old is not null && _source is not null && !_source.Settings.ReadsSameAs(old))
        {
            await store.RewindAsync(_key.Tenant, _key.Source, CancellationToken.None);
        }

        await Reload();
    }

    private string[] TakeAgain()
    {
        string[] streams = [.. _again];
        _again.Clear();
        return streams;
    }

    private static SourceFaultReport? WithoutStoreFault(SourceFaultReport? fault) => fault is { Kind: SourceFault.StorageFailed } ? null : fault;

    private static TaskCompletionSource Completed()
    {
        var completed = new TaskCompletionSource();
        completed.SetResult();
        return completed;
    }

    [LoggerMessage(LogLevel.Error, "The sync of source {SourceId} broke.")]
    private partial void LogBroken(Exception exception, Guid sourceId);

    [LoggerMessage("Sync of {Connector} source {SourceId}: {Outcome} after {Pages} pages, {Inserted} new and {Updated} changed facts. {Fault} {Reason}")]
    private partial void LogSynced(LogLevel level, string connector, Guid sourceId, SyncOutcome outcome, int pages, long inserted, long updated, SourceFault? fault, string? reason);
}
