using Microsoft.Extensions.Logging;

namespace Cto.Grains.Embedded;

// The timers of an activation live and die with it.
internal sealed partial class Activation
{
    private readonly HashSet<GrainTimer> _timers = [];

    public IGrainTimer StartTimer(Func<CancellationToken, Task> callback, GrainTimerCreationOptions options)
    {
        lock (_timers)
        {
            var timer = new GrainTimer(this, callback, options);
            _timers.Add(timer);
            return timer;
        }
    }

    public void Forget(GrainTimer timer)
    {
        lock (_timers)
        {
            _timers.Remove(timer);
        }
    }

    /// <summary>Lets a due tick wait its turn; an activation that ends takes none.</summary>
    public void Enqueue(GrainTimer timer)
    {
        var tick = new TimerTick(timer);
        tick.Prepare(timer.Method, GrainId, Runtime.Factory);
        Accept(tick);
    }

    public void TickFailed(Exception exception) => LogTickFailed(exception, GrainId);

    private void StopTimers(bool cancelTicks)
    {
        GrainTimer[] timers;
        lock (_timers)
        {
            timers = [.. _timers];
            _timers.Clear();
        }

        foreach (var timer in timers)
        {
            timer.Stop(cancelTicks);
        }
    }

    [LoggerMessage(LogLevel.Error, "A timer of {Grain} failed; it ticks on.")]
    private partial void LogTickFailed(Exception exception, GrainId grain);
}
