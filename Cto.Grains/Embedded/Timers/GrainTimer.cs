
namespace Cto.Grains.Embedded;

/// <summary>A timer of one activation; each tick is a call that waits its turn, and the next one is armed when it has ended.</summary>
internal sealed class GrainTimer : IGrainTimer
{
    private readonly Lock _gate = new();
    private readonly Activation _activation;
    private readonly Func<CancellationToken, Task> _callback;
    private readonly GrainTimerCreationOptions _options;
    private readonly CancellationTokenSource _cancellation = new();
    private readonly ITimer _timer;
    private TimeSpan _period;
    private int _armed;
    private bool _stopped;

    public GrainTimer(Activation activation, Func<CancellationToken, Task> callback, GrainTimerCreationOptions options)
    {
        Check(options.DueTime, nameof(options.DueTime));
        Check(options.Period, nameof(options.Period));
        _activation = activation;
        _callback = callback;
        _options = options;
        _period = options.Period;

        // A timer must not keep the request (or its span) alive in which it was registered.
        using (ExecutionContext.SuppressFlow())
        {
            _timer = activation.Runtime.Clock.CreateTimer(static timer => ((GrainTimer)timer!).Due(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        }

        _timer.Change(options.DueTime, Timeout.InfiniteTimeSpan);
    }

    public bool KeepsAlive => _options.KeepAlive;

    public GrainMethod Method => _options.Interleave ? GrainMethod.InterleavingTimerTick : GrainMethod.TimerTick;

    public void Change(TimeSpan dueTime, TimeSpan period)
    {
        Check(dueTime, nameof(dueTime));
        Check(period, nameof(period));
        lock (_gate)
        {
            if (!_stopped)
            {
                _period = period;
                _armed++;
                _timer.Change(dueTime, Timeout.InfiniteTimeSpan);
            }
        }
    }

    public void Dispose()
    {
        _activation.Forget(this);
        Stop(cancelTick: true);
    }

    /// <summary>No more ticks; one under way sees its token cancelled, or is left to end.</summary>
    public void Stop(bool cancelTick)
    {
        lock (_gate)
        {
            _stopped = true;
            _timer.Dispose();
        }

        if (cancelTick)
        {
            _cancellation.Cancel();
        }
    }

    /// <summary>Runs one tick, in a turn of the activation.</summary>
    public async Task TickAsync()
    {
        int armed;
        lock (_gate)
        {
            if (_stopped)
            {
                return;
            }

            armed = _armed;
        }

        try
        {
            await _callback(_cancellation.Token);
        }
        catch (OperationCanceledException) when (_cancellation.IsCancellationRequested)
        {
            // Stopped while it ran.
        }
        catch (Exception exception)
        {
            _activation.TickFailed(exception);
        }

        lock (_gate)
        {
            // A call to Change during the tick has armed it already.
            if (!_stopped && armed == _armed && _period != Timeout.InfiniteTimeSpan)
            {
                _timer.Change(_period, Timeout.InfiniteTimeSpan);
            }
        }
    }

    private static void Check(TimeSpan time, string name)
    {
        if (time != Timeout.InfiniteTimeSpan)
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(time, TimeSpan.Zero, name);
        }
    }

    private void Due() => _activation.Enqueue(this);
}
