namespace Cto.Grains.Embedded;

// How calls start and end, and which may run beside which.
internal abstract partial class CallTarget
{
    private bool Interleaves(GrainCall call) => Reentrant || call.Method.AlwaysInterleave;

    private bool MayStart(GrainCall call) => IsOpenTo(call)
        && (_runningBlockers == 0 || Interleaves(call) || (call.Method.ReadOnly && _runningWriters == 0));

    /// <summary>Calls start in order; only one that interleaves passes one that may not start yet.</summary>
    private GrainCall? FindStartable()
    {
        var call = _waiting.First;
        if (call is null || MayStart(call))
        {
            return call;
        }

        if (_waitingInterleavers == 0)
        {
            return null;
        }

        while (call is not null && !(Interleaves(call) && MayStart(call)))
        {
            call = call.Next;
        }

        return call;
    }

    private void AddWaiting(GrainCall call)
    {
        _waiting.Add(call);
        _waitingInterleavers += Interleaves(call) ? 1 : 0;
    }

    private void RemoveWaiting(GrainCall call)
    {
        _waiting.Remove(call);
        _waitingInterleavers -= Interleaves(call) ? 1 : 0;
    }

    private void AddRunning(GrainCall call)
    {
        _running.Add(call);
        if (!Interleaves(call))
        {
            _runningBlockers++;
            _runningWriters += call.Method.ReadOnly ? 0 : 1;
        }
    }

    private void RemoveRunning(GrainCall call)
    {
        _running.Remove(call);
        if (!Interleaves(call))
        {
            _runningBlockers--;
            _runningWriters -= call.Method.ReadOnly ? 0 : 1;
        }
    }

    private Acceptance RunOnCaller(GrainCall call)
    {
        Start(call);
        if (!call.Work!.IsCompleted)
        {
            call.MakePromise();
            FinishLater(call);
            lock (Gate)
            {
                Leave();
            }

            return Acceptance.Waiting;
        }

        lock (Gate)
        {
            RemoveRunning(call);
            Leave();
        }

        Finish(call);
        return Acceptance.Answered;
    }

    private void Start(GrainCall call)
    {
        call.StartedAt = Clock.GetTimestamp();
        RunTurn(call.PrepareTurn(), started: false);
    }

    // Not an await: the end of a call is noted where the grain's task completes, without a hop to another thread.
    private static void FinishLater(GrainCall call) => call.Work!.ContinueWith(
        static (_, state) => ((GrainCall)state!).Target!.FinishNow((GrainCall)state),
        call,
        CancellationToken.None,
        TaskContinuationOptions.ExecuteSynchronously,
        TaskScheduler.Default);

    private void FinishNow(GrainCall call)
    {
        lock (Gate)
        {
            RemoveRunning(call);
            if (HasMore())
            {
                Wake();
            }
        }

        Finish(call);
    }

    private void Finish(GrainCall call)
    {
        // All is settled before the caller goes on: what it measures or asks next is true.
        var work = call.Work!;
        CallEnded(call, work.IsFaulted ? work.Exception.InnerException : null);
        Instruments.CallEnded(call, Clock);
        call.Complete(work);
    }

    private static bool IsOverdue(TimeSpan timeout, TimeSpan waited) => timeout != Timeout.InfiniteTimeSpan && waited >= timeout;

    private bool IsLate(GrainCall call, long now) => IsOverdue(call.Method.Timeout, Clock.GetElapsedTime(call.SentAt, now));

    private string Describe(GrainCall call, long now)
    {
        var waited = $"{call.Method.Name} of grain {GrainId} did not answer within {call.Method.Timeout.TotalSeconds:0.###} s";
        if (call.StartedAt != 0)
        {
            return $"{waited}: it has been running for {Clock.GetElapsedTime(call.StartedAt, now).TotalSeconds:0.#} s.";
        }

        return _running.First is { } running
            ? $"{waited}: it waited behind {running.Method.Name}, which has been running for {Clock.GetElapsedTime(running.StartedAt, now).TotalSeconds:0.#} s."
            : $"{waited}: the grain is {State}.";
    }

    /// <summary>What it is doing when it runs no call, in one word.</summary>
    protected abstract string State { get; }
}
