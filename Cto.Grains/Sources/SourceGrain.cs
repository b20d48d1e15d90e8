using Cto.Domain.Sources;
using Cto.Insights.Sources;
using Cto.Insights.Storage;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orleans.Placement;

namespace Cto.Grains.Sources;

/// <summary>
/// What is known of the source lives in its row, which insights read too; this keeps it in memory while it looks after it. A sync runs beside the calls,
/// in the grain's own turns, so that all of this is single-threaded and every call is short.
/// </summary>
/// <remarks>
/// Sources are spread by number over the silos, each time anew: they live for the time of a sync and a little longer, so that a new node soon has its share and
/// sources that rest take no memory. Who is due is found in the rows (<see cref="SourceWaker"/>).
/// </remarks>
[GrainType("cto.source")]
[ActivationCountBasedPlacement]
[CollectionAgeLimit(Minutes = 2)]
internal sealed partial class SourceGrain(
    SourceStore store, SyncRuns runs, SourceUsages usages, SourceAccess access, SourceSync sync, SourceFacts facts, SourceRemoval removal, SourceNews news, IConnectorCatalog connectors,
    SourceInstruments instruments, LivingSilos silos, IHostApplicationLifetime lifetime, TimeProvider clock, ILogger<SourceGrain> logger) : Grain, ISourceGrain, ISyncObserver, IDisposable
{
    private SourceKey _key;
    private StoredSource? _source;
    private bool _removing;

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _key = SourceKey.Parse(this.GetPrimaryKeyString());
        return LoadAsync(cancellationToken);
    }

    public Task<SourceStatus?> Status() => Task.FromResult(_source?.ToStatus(clock.GetUtcNow()));

    public Task Start() => RequestSync();

    public Task<SyncRequest> RequestSync()
    {
        if (_source is null || Connector is null)
        {
            return Task.FromResult(SyncRequest.NotFound);
        }

        if (Condition.State == SourceState.Paused || IsThrottled)
        {
            return Task.FromResult(IsThrottled ? SyncRequest.Throttled : SyncRequest.Paused);
        }

        if (_sync is null)
        {
            Begin(null);
            return Task.FromResult(SyncRequest.Started);
        }

        // One that is just writing down its end counts as over: the next follows it.
        _requested = Condition.State != SourceState.Syncing;
        return Task.FromResult(_requested ? SyncRequest.Started : SyncRequest.AlreadyRunning);
    }

    public Task Cancel()
    {
        _stop?.Cancel();
        return Task.CompletedTask;
    }

    public async Task Pause()
    {
        if (_source is not null && Condition.State != SourceState.Paused)
        {
            var paused = Condition with { State = SourceState.Paused, NextAttemptAt = null, Progress = null };
            await store.SaveAsync(_key.Tenant, _key.Source, paused, CancellationToken.None);
            _again.Clear();
            Condition = paused;
            _stop?.Cancel();
            LogPaused(_key.Source);
        }
    }

    public async Task Resume()
    {
        if (_source is not null && Condition.State == SourceState.Paused)
        {
            var resumed = Condition with { State = SourceState.Idle, NextAttemptAt = clock.GetUtcNow() };
            await store.SaveAsync(_key.Tenant, _key.Source, resumed, CancellationToken.None);
            Condition = resumed;
            if (_sync is null)
            {
                Begin(null);
            }
        }
    }

    public async Task Reload()
    {
        if (_sync is not null)
        {
            // The running sync works with what was; it stops after its page, and then all is read anew.
            _reload = true;
            _stop?.Cancel();
            return;
        }

        await LoadAsync(CancellationToken.None);
        if (_source is not null && Connector is not null && Condition.State != SourceState.Paused)
        {
            Begin(null);
        }
    }

    public async Task Delete()
    {
        if (_source is { } source)
        {
            var connection = await ConnectionAsync(source);
            await store.MarkDeletingAsync(_key.Tenant, _key.Source, CancellationToken.None);
            _source = null;
            _stop?.Cancel();
            LogDeleting(_key.Source);
            Remove(source, connection);
        }
    }

    public async Task Wake()
    {
        if (_source is null && !_removing && _sync is null)
        {
            await LoadAsync(CancellationToken.None);
        }

        if (_source is null || _sync is not null || Connector is null)
        {
            return;
        }

        if (Condition.State != SourceState.Paused && (Condition.NextAttemptAt ?? DateTimeOffset.MinValue) <= clock.GetUtcNow())
        {
            Begin(null);
        }
        else
        {
            // Its row says otherwise than we do: then it is written anew.
            await SaveAsync();
        }
    }

    public void Dispose() => _stop?.Dispose();

    private SourceCondition Condition
    {
        get => _source!.Condition;
        set => _source = _source! with { Condition = value };
    }

    private ISourceConnector? Connector => _source is null ? null : connectors.Find(_source.Connector);

    private bool IsThrottled => Condition.State == SourceState.Throttled && Condition.ThrottledUntil > clock.GetUtcNow();

    private async Task LoadAsync(CancellationToken cancellationToken)
    {
        _source = await store.FindAsync(_key.Tenant, _key.Source, cancellationToken);
        if (_source is not null)
        {
            instruments.Watch(_source);
            if (Condition.State == SourceState.Syncing || Condition is { State: SourceState.Idle, NextAttemptAt: null })
            {
                // A process ended in the middle, or before it began; what it committed stands, and the rest is read now.
                Condition = Condition with { State = SourceState.Idle, NextAttemptAt = clock.GetUtcNow(), Progress = null };
            }
        }
        else if (!_removing && await store.FindDeletingAsync(_key.Tenant, _key.Source, cancellationToken) is { } left)
        {
            Remove(left, null);
        }
    }

    /// <summary>With the credentials, to end them at the vendor; without, where they cannot be opened.</summary>
    private async Task<SourceConnection?> ConnectionAsync(StoredSource source)
    {
        try
        {
            return await store.ConnectAsync(source, CancellationToken.None);
        }
        catch (SourceException)
        {
            return null;
        }
    }

    /// <param name="source">What goes.</param>
    /// <param name="connection">What was granted to it; <see langword="null"/> when another process began the removal.</param>
    private void Remove(StoredSource source, SourceConnection? connection)
    {
        _removing = true;
        DelayDeactivation(LongestWork);
        RemoveAsync(source, connection, lifetime.ApplicationStopping).Ignore();
    }

    /// <summary>Until its row is gone too, another node takes over where this one stopped.</summary>
    private async Task RemoveAsync(StoredSource source, SourceConnection? connection, CancellationToken cancellationToken)
    {
        await Task.Yield();
        try
        {
            await _ended.Task;
            if (connection is not null)
            {
                await access.RevokeAsync(connection);
            }

            await removal.RemoveAsync(source, cancellationToken);
            instruments.Forget(_key.Source);
            DeactivateOnIdle();
        }
        catch (Exception e) when (StoreFailures.IsPassing(e))
        {
            LogRemovalWaits(e, _key.Source);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The next node finds it.
        }
        finally
        {
            _removing = false;
        }
    }

    [LoggerMessage(LogLevel.Information, "Source {SourceId} is paused.")]
    private partial void LogPaused(Guid sourceId);

    [LoggerMessage(LogLevel.Information, "Source {SourceId} is being deleted.")]
    private partial void LogDeleting(Guid sourceId);

    [LoggerMessage(LogLevel.Warning, "The removal of source {SourceId} waits for the store.")]
    private partial void LogRemovalWaits(Exception exception, Guid sourceId);
}
