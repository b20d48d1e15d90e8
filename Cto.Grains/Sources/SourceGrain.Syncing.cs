using Cto.Domain.Sources;
using Cto.Insights.Sources;
using Cto.Insights.Storage;
using Microsoft.Extensions.Logging;

namespace Cto.Grains.Sources;

// When a sync begins, what it changes, how it ends, and when the next one comes.
internal sealed partial class SourceGrain
{
    private static readonly TimeSpan SaveAgain = TimeSpan.FromSeconds(5);

    private readonly HashSet<string> _again = new(StringComparer.Ordinal);
    private readonly List<SyncRun> _unrecorded = [];
    private TaskCompletionSource _ended = Completed();
    private CancellationTokenSource? _stop;
    private IGrainTimer? _sync;
    private IGrainTimer? _due;
    private bool _unsaved;
    private bool _reload;
    private bool _requested;

    public async Task Committed(PageCommitted page)
    {
        if (_source is { } source)
        {
            var known = source.Streams.GetValueOrDefault(page.Stream) ?? new StreamState(null, null, 0);
            var stream = new StreamState(
                page.Page.Cursor ?? known.Cursor,
                page.Page.Cursor is null ? known.CursorAt : clock.GetUtcNow(),
                known.Facts + page.Written.Inserted - page.Written.Withdrawn);
            _source = source with
            {
                RateLimit = page.Page.RateLimit ?? source.RateLimit,
                Streams = new Dictionary<string, StreamState>(source.Streams) { [page.Stream] = stream },
                Condition = Condition.State == SourceState.Syncing ? Condition with { Progress = page.Progress, Fault = WithoutStoreFault(Condition.Fault) } : Condition,
            };
            await news.TellAsync(source.TenantId, page.Written.ChangedKinds, atOnce: false);
        }
    }

    public void StoreWaits(SourceException fault)
    {
        if (_source is not null && Condition.State == SourceState.Syncing)
        {
            Condition = Condition with { Fault = Report(fault) };
        }
    }

    public override async Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        Disarm();
        _stop?.Cancel();
        await _ended.Task.WaitAsync(cancellationToken);
        instruments.Forget(_key.Source);
    }

    /// <param name="streams"><see langword="null"/> = all of them.</param>
    private void Begin(IReadOnlyList<string>? streams)
    {
        Disarm();
        _requested = false;
        _stop = new CancellationTokenSource();
        _ended = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Condition = Condition with { State = SourceState.Syncing, LastAttemptAt = clock.GetUtcNow(), NextAttemptAt = null, ThrottledUntil = null, Progress = null };
        var source = _source!;
        _sync = this.RegisterGrainTimer(
            cancellationToken => SyncAsync(source, streams, cancellationToken), new GrainTimerCreationOptions(TimeSpan.Zero, Timeout.InfiniteTimeSpan) { Interleave = true, KeepAlive = true });
    }

    private async Task SyncAsync(StoredSource source, IReadOnlyList<string>? streams, CancellationToken cancellationToken)
    {
        var (startedAt, started) = (clock.GetUtcNow(), clock.GetTimestamp());
        var ending = false;
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _stop!.Token);
        try
        {
            var end = await RunAsync(source, streams, stop.Token);
            instruments.Synced(source, end.Outcome, clock.GetElapsedTime(started));
            LogSynced(source.Connector, source.Id, end.Outcome, end.Pages, end.Written.Inserted, end.Written.Updated, end.Fault?.Fault, end.Fault?.Message);
            _unrecorded.Add(new SyncRun(startedAt, clock.GetUtcNow(), end.Outcome, end.Fault?.Fault, end.Pages, end.Written));
            ending = cancellationToken.IsCancellationRequested;
            if (_source is not null)
            {
                Condition = After(end, startedAt, whole: streams is null, ending);
                await SaveAsync();
            }

            await news.TellAsync(source.TenantId, end.Written.ChangedKinds, atOnce: true);
        }
        finally
        {
            _sync?.Dispose();
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
        try
        {
            var connector = connectors.Find(source.Connector)!;
            await SaveAsync();
            var connection = await store.ConnectAsync(source, cancellationToken);
            return await sync.RunAsync(new(source, connection, connector, streams ?? [.. connector.Descriptor.Streams.Select(stream => stream.Name)]), this, cancellationToken);
        }
        catch (SourceException e)
        {
            return SyncEnd.Failed(e);
        }
        catch (StoreUnavailableException e)
        {
            return SyncEnd.Failed(new SourceException(SourceFault.StorageFailed, e.Message, e));
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return new SyncEnd(SyncOutcome.Cancelled, null, 0, Insights.Facts.FactsWritten.Nothing, []);
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
        else
        {
            Arm();
        }
    }

    /// <summary>The last page of the sync may have been committed after the settings were changed: its cursor means nothing under the new ones.</summary>
    private async Task ReloadAfterSyncAsync()
    {
        var old = _source?.Settings.Values;
        await LoadAsync(CancellationToken.None);
        if (old is not null && _source?.Settings.Values is { } values && !(values.Count == old.Count && values.All(pair => old.GetValueOrDefault(pair.Key) == pair.Value)))
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

    /// <param name="whole">Whether all streams were pulled: only then is everything known up to the start of the sync.</param>
    /// <param name="ending">Whether the process stops, so that the next one goes on at once.</param>
    private SourceCondition After(SyncEnd end, DateTimeOffset startedAt, bool whole, bool ending)
    {
        var now = clock.GetUtcNow();
        var condition = Condition with { Progress = null };
        if (condition.State == SourceState.Paused)
        {
            return condition;
        }

        switch (end.Outcome)
        {
            case SyncOutcome.Succeeded:
                var success = whole ? startedAt : condition.LastSuccessAt;
                condition = condition with { State = SourceState.Idle, LastSuccessAt = success, Failures = 0, Fault = null, Warnings = whole ? end.Warnings : condition.Warnings };
                return condition with { NextAttemptAt = now + Poll() };
            case SyncOutcome.Throttled:
                var until = end.Fault!.RetryAt ?? now + SyncSchedule.BackOff(SourceFault.Throttled, 1, Chance());
                return condition with { State = SourceState.Throttled, ThrottledUntil = until, NextAttemptAt = SyncSchedule.AfterLimit(until, Chance()), Fault = Report(end.Fault) };
            case SyncOutcome.Failed:
                var failures = condition.Failures + 1;
                var next = now + SyncSchedule.BackOff(end.Fault!.Fault, failures, Chance());
                return condition with { State = SourceState.Failing, Failures = failures, Fault = Report(end.Fault), NextAttemptAt = end.Fault.RetryAt > next ? end.Fault.RetryAt : next };
            default:
                // Resumed meanwhile: then it is due already.
                return condition with { State = SourceState.Idle, NextAttemptAt = condition.NextAttemptAt ?? (ending ? now : now + Poll()) };
        }
    }

    private TimeSpan Poll() => SyncSchedule.Poll(Connector!.Descriptor, _source!.Settings, Chance());

    private static double Chance() => Random.Shared.NextDouble();

    private SourceFaultReport Report(SourceException fault) =>
        new(fault.Fault, fault.Message, fault.Remedy, Condition.Fault is { } known && known.Kind == fault.Fault ? known.Since : clock.GetUtcNow());

    private static SourceFaultReport? WithoutStoreFault(SourceFaultReport? fault) => fault is { Kind: SourceFault.StorageFailed } ? null : fault;

    /// <summary>A store that is away is no reason to forget how the source is doing: it is written when the store is back.</summary>
    private async Task SaveAsync()
    {
        if (_source is not { } source)
        {
            return;
        }

        try
        {
            instruments.Watch(source);
            await store.SaveAsync(_key.Tenant, _key.Source, Condition, CancellationToken.None);
            while (_unrecorded.Count > 0)
            {
                await runs.RecordAsync(_key.Tenant, _key.Source, _unrecorded[0], CancellationToken.None);
                _unrecorded.RemoveAt(0);
            }

            _unsaved = false;
        }
        catch (Exception e) when (StoreFailures.IsPassing(e))
        {
            LogUnsaved(e, _key.Source);
            _unsaved = true;
        }
    }

    /// <summary>Sets the clock for the next attempt.</summary>
    private void Arm()
    {
        Disarm();
        if (_source is not null && Connector is not null && (_unsaved || (Condition.State != SourceState.Paused && Condition.NextAttemptAt is not null)))
        {
            var wait = Condition.State == SourceState.Paused || Condition.NextAttemptAt is null ? SaveAgain : Condition.NextAttemptAt.Value - clock.GetUtcNow();
            wait = _unsaved && wait > SaveAgain ? SaveAgain : wait;
            _due = this.RegisterGrainTimer(WhenDue, new GrainTimerCreationOptions(wait > TimeSpan.Zero ? wait : TimeSpan.Zero, Timeout.InfiniteTimeSpan));
        }
    }

    private void Disarm()
    {
        _due?.Dispose();
        _due = null;
    }

    private async Task WhenDue(CancellationToken cancellationToken)
    {
        if (_source is null || _sync is not null)
        {
            return;
        }

        if (_unsaved)
        {
            await SaveAsync();
        }

        if (Condition.State != SourceState.Paused && Condition.NextAttemptAt <= clock.GetUtcNow())
        {
            Begin(null);
        }
        else
        {
            Arm();
        }
    }

    private static TaskCompletionSource Completed()
    {
        var completed = new TaskCompletionSource();
        completed.SetResult();
        return completed;
    }

    [LoggerMessage(LogLevel.Information, "Sync of {Connector} source {SourceId}: {Outcome} after {Pages} pages, {Inserted} new and {Updated} changed facts. {Fault} {Reason}")]
    private partial void LogSynced(string connector, Guid sourceId, SyncOutcome outcome, int pages, long inserted, long updated, SourceFault? fault, string? reason);

    [LoggerMessage(LogLevel.Warning, "The state of source {SourceId} waits for the store.")]
    private partial void LogUnsaved(Exception exception, Guid sourceId);
}
