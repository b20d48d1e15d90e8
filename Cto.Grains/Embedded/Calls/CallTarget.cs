using System.Runtime.CompilerServices;

namespace Cto.Grains.Embedded;

/// <summary>Something that takes calls, one at a time but for those that may interleave: an activation or an observer.</summary>
internal abstract partial class CallTarget(GrainId grainId, GrainInstruments instruments, TimeProvider clock) : TurnQueue(clock)
{
    private readonly CallList _waiting = new();
    private readonly CallList _running = new();
    private int _waitingInterleavers;
    private int _runningBlockers;
    private int _runningWriters;

    public GrainId GrainId { get; } = grainId;

    /// <summary>The object that is called; asked for in turns only.</summary>
    public abstract object Instance { get; }

    /// <summary>Whether all calls may interleave.</summary>
    protected abstract bool Reentrant { get; }

    /// <summary>Whether a call may run on the thread that makes it.</summary>
    protected abstract bool RunsOnCaller { get; }

    protected GrainInstruments Instruments { get; } = instruments;

    /// <summary>Under the gate: whether calls are refused for good.</summary>
    protected abstract bool IsGone { get; }

    /// <summary>Under the gate: the call that brought this to life, or has waited longest.</summary>
    protected GrainCall? LongestWaiting => _waiting.First;

    /// <summary>Calls between their first turn and their end.</summary>
    public int RunningCalls => _running.Count;

    /// <summary>Calls that wait for their first turn.</summary>
    public int QueueLength => _waiting.Count;

    public Acceptance Accept(GrainCall call)
    {
        lock (Gate)
        {
            if (IsGone)
            {
                return Acceptance.Gone;
            }

            call.Target = this;
            var inline = RunsOnCaller && !call.Method.OneWay && MayStart(call) && (_waiting.Count == 0 || Interleaves(call))
                && RuntimeHelpers.TryEnsureSufficientExecutionStack() && TryEnter();
            if (!inline)
            {
                call.PrepareTurn();
                call.MakePromise();
                AddWaiting(call);
                if (HasMore())
                {
                    Wake();
                }

                return Acceptance.Waiting;
            }

            AddRunning(call);
        }

        return RunOnCaller(call);
    }

    /// <summary>Ends the waits that lasted too long.</summary>
    public void ExpireCalls(long now)
    {
        List<(GrainCall Call, TimeoutException Reason)>? late = null;
        lock (Gate)
        {
            for (var call = _waiting.First; call is not null; call = call.Next)
            {
                if (IsLate(call, now))
                {
                    (late ??= []).Add((call, new TimeoutException(Describe(call, now))));
                }
            }

            foreach (var (call, _) in late ?? [])
            {
                RemoveWaiting(call);
            }

            for (var call = _running.First; call is not null; call = call.Next)
            {
                if (call.HasPromise && IsLate(call, now))
                {
                    (late ??= []).Add((call, new TimeoutException(Describe(call, now))));
                }
            }
        }

        foreach (var (call, reason) in late ?? [])
        {
            call.TimeOut(reason, neverRuns: call.StartedAt == 0);
            Instruments.CallTimedOut(call);
        }
    }

    /// <summary>Takes a call back that still waits, because its caller does not any more.</summary>
    /// <returns>False when it has started already.</returns>
    public bool Forget(GrainCall call)
    {
        lock (Gate)
        {
            if (call.Owner != _waiting)
            {
                return false;
            }

            RemoveWaiting(call);
            return true;
        }
    }

    protected sealed override bool HasMore() => HasStep() || FindStartable() is not null;

    protected abstract bool HasStep();

    protected sealed override GrainCall? NextCall()
    {
        if (FindStartable() is not { } call)
        {
            return null;
        }

        RemoveWaiting(call);
        AddRunning(call);
        return call;
    }

    protected sealed override void RunCall(GrainCall call)
    {
        Start(call);
        if (call.Work!.IsCompleted)
        {
            lock (Gate)
            {
                RemoveRunning(call);
            }

            Finish(call);
        }
        else
        {
            FinishLater(call);
        }
    }

    /// <summary>Under the gate: whether calls may start at all; interleaving ones also while the others are being let out.</summary>
    protected abstract bool IsOpenTo(GrainCall call);

    /// <summary>A call ended, with an exception or without.</summary>
    protected abstract void CallEnded(GrainCall call, Exception? failure);

    /// <summary>Under the gate: all that wait, taken out.</summary>
    protected IReadOnlyList<GrainCall> TakeWaiting()
    {
        var calls = new List<GrainCall>(_waiting.Count);
        while (_waiting.First is { } call)
        {
            RemoveWaiting(call);
            calls.Add(call);
        }

        return calls;
    }

    /// <summary>Takes the calls that another target did not come to, ahead of any that come once it is published.</summary>
    public bool Inherit(IReadOnlyList<GrainCall> calls, Func<bool> publish)
    {
        lock (Gate)
        {
            if (!publish())
            {
                return false;
            }

            foreach (var call in calls)
            {
                call.Target = this;
                AddWaiting(call);
            }

            Wake();
            return true;
        }
    }
}
