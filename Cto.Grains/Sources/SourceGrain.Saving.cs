using Cto.Insights.Sources;
using Cto.Insights.Storage;
using Microsoft.Extensions.Logging;

namespace Cto.Grains.Sources;

// What is still to be written, and when it is tried again.
internal sealed partial class SourceGrain
{
    private static readonly TimeSpan SaveAgain = TimeSpan.FromSeconds(5);

    private readonly List<SyncRun> _unrecorded = [];
    private readonly Dictionary<string, StreamEnd> _unsavedEnds = new(StringComparer.Ordinal);
    private IGrainTimer? _saving;

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
            if (!await store.SaveAsync(_key.Tenant, _key.Source, Condition, _epoch, CancellationToken.None))
            {
                // Another node took over while this one was away: what it says holds.
                LogOvertaken(_key.Source);
                DeactivateOnIdle();
                return;
            }

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

            _saving?.Dispose();
            _saving = null;
        }
        catch (Exception e) when (StoreFailures.IsPassing(e))
        {
            LogUnsaved(e, _key.Source);
            DelayDeactivation(SaveAgain * 3);
            _saving ??= this.RegisterGrainTimer(TrySaveAsync, new GrainTimerCreationOptions(SaveAgain, SaveAgain) { KeepAlive = true });
        }
    }

    private Task TrySaveAsync(CancellationToken cancellationToken) => _sync is null ? SaveAsync() : Task.CompletedTask;

    [LoggerMessage(LogLevel.Warning, "The state of source {SourceId} waits for the store.")]
    private partial void LogUnsaved(Exception exception, Guid sourceId);

    [LoggerMessage(LogLevel.Information, "Source {SourceId} is looked after by another node now.")]
    private partial void LogOvertaken(Guid sourceId);
}
