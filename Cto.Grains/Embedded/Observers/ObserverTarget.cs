using Microsoft.Extensions.Logging;

namespace Cto.Grains.Embedded;

/// <summary>
/// A local object that grains call back, one call at a time and never on the thread of the grain that calls. It is held weakly, as in Orleans:
/// who registers it keeps it, and one that nobody keeps is forgotten.
/// </summary>
internal sealed partial class ObserverTarget(GrainId id, IGrainObserver observer, GrainRuntime runtime) : CallTarget(id, runtime.Instruments, runtime.Clock)
{
    private readonly WeakReference<IGrainObserver> _observer = new(observer);
    private readonly ILogger _logger = runtime.Logger;
    private bool _ended;

    public override object Instance => _observer.TryGetTarget(out var target) ? target : throw new ClientNotAvailableException(GrainId);

    public bool IsAlive => _observer.TryGetTarget(out _);

    protected override bool Reentrant => false;

    protected override bool RunsOnCaller => false;

    protected override bool IsGone => _ended;

    protected override string State => "idle";

    /// <summary>Refuses what comes, and what waits.</summary>
    public void End()
    {
        IReadOnlyList<GrainCall> waiting;
        lock (Gate)
        {
            _ended = true;
            waiting = TakeWaiting();
        }

        foreach (var call in waiting)
        {
            call.Fail(new ClientNotAvailableException(GrainId));
        }
    }

    protected override bool HasStep() => false;

    protected override Task? NextStep() => null;

    protected override bool IsOpenTo(GrainCall call) => true;

    protected override void TurnEnded(long startedAt)
    {
    }

    protected override void CallEnded(GrainCall call, Exception? failure)
    {
        if (failure is not null && call.Method.OneWay)
        {
            LogObserverFailed(failure, call.Method.Name);
        }
    }

    [LoggerMessage(LogLevel.Warning, "An observer failed in {Method}.")]
    private partial void LogObserverFailed(Exception exception, string method);
}
