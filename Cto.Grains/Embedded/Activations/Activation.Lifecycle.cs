using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Cto.Grains.Embedded;

// Birth and death. Each phase changes under the gate; the work of a phase is a turn like any other.
internal sealed partial class Activation
{
    private readonly List<PersistentRecord> _records = [];
    private AsyncServiceScope _scope;
    private DeactivationReason _reason;
    private long _lastUsed = runtime.Clock.GetTimestamp();
    private DateTimeOffset _keepUntil;
    private bool _closeOnceActive;

    public IServiceProvider ActivationServices => _scope.ServiceProvider;

    public void AddRecord(PersistentRecord record) => _records.Add(record);

    public void Deactivate(DeactivationReason deactivationReason, CancellationToken cancellationToken = default)
    {
        lock (Gate)
        {
            if (_phase is Phase.Closing or Phase.Deactivating or Phase.Gone)
            {
                return;
            }

            _reason = deactivationReason;
            if (_phase != Phase.Active)
            {
                _closeOnceActive = true;
                return;
            }

            Close();
            Wake();
        }

        StopTimers(cancelTicks: deactivationReason.ReasonCode != DeactivationReasonCode.ApplicationRequested);
    }

    /// <summary>Ends the activation when nobody has used it for as long as its class allows.</summary>
    public void DeactivateWhenIdle(DateTimeOffset now)
    {
        lock (Gate)
        {
            var idle = Clock.GetElapsedTime(_lastUsed);
            if (_phase != Phase.Active || RunningCalls > 0 || QueueLength > 0 || now < _keepUntil || Class.CollectionAge is not { } age || idle < age)
            {
                return;
            }

            _reason = new DeactivationReason(DeactivationReasonCode.ActivationIdle, $"Nobody called it for {idle}.");
            Close();
            Wake();
        }

        StopTimers(cancelTicks: true);
    }

    protected override bool HasStep() => _phase == Phase.Created || (_phase == Phase.Closing && RunningCalls == 0);

    protected override Task? NextStep()
    {
        if (!HasStep())
        {
            return null;
        }

        if (_phase == Phase.Created)
        {
            _phase = Phase.Activating;
            var cause = LongestWaiting?.Activity?.Context;
            return new Task<Task>(() => ActivateAsync(cause));
        }

        _phase = Phase.Deactivating;
        return new Task<Task>(EndAsync);
    }

    private void Close() => _phase = Phase.Closing;

    private async Task ActivateAsync(ActivityContext? cause)
    {
        using var timeout = new CancellationTokenSource(Runtime.Options.ActivationTimeout, Clock);
        using var span = cause is { } parent ? Instruments.StartActivation(GrainId, parent) : null;
        try
        {
            _scope = Runtime.Services.CreateAsyncScope();
            _grain = Class.Create(this);
            foreach (var record in _records)
            {
                await record.ReadAsync(timeout.Token);
            }

            await _grain.OnActivateAsync(timeout.Token);
        }
        catch (Exception exception)
        {
            LogActivationFailed(exception, GrainId);
            StopTimers(cancelTicks: true);
            await DisposeAsync();
            Bury(exception);
            return;
        }

        Instruments.Activated(Class.GrainType);
        lock (Gate)
        {
            _phase = Phase.Active;
            if (_closeOnceActive)
            {
                Close();
            }
        }
    }

    private async Task EndAsync()
    {
        StopTimers(cancelTicks: true);
        using var timeout = new CancellationTokenSource(Runtime.Options.DeactivationTimeout, Clock);
        try
        {
            await _grain!.OnDeactivateAsync(_reason, timeout.Token).WaitAsync(timeout.Token);
        }
        catch (Exception exception)
        {
            LogDeactivationFailed(exception, GrainId);
        }

        await DisposeAsync();
        Instruments.Deactivated(Class.GrainType, _reason.ReasonCode);
        Bury(null);
    }

    /// <summary>Leaves the place free for a new activation, and to it the calls that still wait, unless this one failed.</summary>
    private void Bury(Exception? failure)
    {
        IReadOnlyList<GrainCall> waiting;
        lock (Gate)
        {
            _phase = Phase.Gone;
            // Ticks of timers that ended with this activation bring no other to life.
            waiting = [.. TakeWaiting().Where(call => call is not TimerTick)];
            if (failure is null && waiting.Count > 0 && Runtime.Catalog.Replace(this, waiting))
            {
                waiting = [];
            }
            else
            {
                Runtime.Catalog.Remove(this);
            }
        }

        foreach (var call in waiting)
        {
            call.Fail(failure ?? new SiloUnavailableException($"The grain host is stopping; {call.Method.Name} of {GrainId} was not run."));
        }

        _deactivated.TrySetResult();
    }

    private async Task DisposeAsync()
    {
        try
        {
            switch (_grain)
            {
                case IAsyncDisposable disposable:
                    await disposable.DisposeAsync();
                    break;
                case IDisposable disposable:
                    disposable.Dispose();
                    break;
            }

            await _scope.DisposeAsync();
        }
        catch (Exception exception)
        {
            LogDeactivationFailed(exception, GrainId);
        }
    }

    [LoggerMessage(LogLevel.Error, "{Grain} could not be activated.")]
    private partial void LogActivationFailed(Exception exception, GrainId grain);

    [LoggerMessage(LogLevel.Error, "{Grain} failed while it was deactivated.")]
    private partial void LogDeactivationFailed(Exception exception, GrainId grain);
}
