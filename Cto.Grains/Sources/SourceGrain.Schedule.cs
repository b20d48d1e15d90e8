using Cto.Domain.Sources;
using Cto.Insights.Sources;
using Cto.Insights.Storage;
using Microsoft.Extensions.Logging;

namespace Cto.Grains.Sources;

// When the next sync comes, and what is still to be written.
internal sealed partial class SourceGrain
{
    private static readonly TimeSpan SaveAgain = TimeSpan.FromSeconds(5);

    private readonly List<SyncRun> _unrecorded = [];
    private readonly Dictionary<string, StreamEnd> _unsavedEnds = new(StringComparer.Ordinal);
    private IGrainTimer? _due;
    private bool _unsaved;

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
            if (_unsavedEnds.Count > 0)
            {
                await store.SaveEndsAsync(_key.Tenant, _key.Source, _unsavedEnds, CancellationToken.None);
                _unsavedEnds.Clear();
            }

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

    [LoggerMessage(LogLevel.Warning, "The state of source {SourceId} waits for the store.")]
    private partial void LogUnsaved(Exception exception, Guid sourceId);
}
