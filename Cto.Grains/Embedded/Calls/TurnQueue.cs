namespace Cto.Grains.Embedded;

/// <summary>
/// Runs turns one after the other: whatever a grain awaits comes back through here, so that its code is never in two threads at once.
/// A turn runs at once on the asking thread when nobody is in (<see cref="TryEnter"/>), else on the thread pool.
/// </summary>
internal abstract class TurnQueue(TimeProvider clock) : TaskScheduler, IThreadPoolWorkItem
{
    private const int TurnsBeforeOthersGo = 64;

    [ThreadStatic]
    private static TurnQueue? t_current;

    private readonly Queue<Task> _turns = new(capacity: 0);
    private bool _occupied;

    /// <summary>Whose turn this thread is in; <see langword="null"/> outside of turns.</summary>
    public static TurnQueue? Running => t_current;

    public override int MaximumConcurrencyLevel => 1;

    protected TimeProvider Clock { get; } = clock;

    /// <summary>Guards the queue and all that a subclass decides from it.</summary>
    protected Lock Gate { get; } = new();

    void IThreadPoolWorkItem.Execute()
    {
        for (var turns = 0; turns < TurnsBeforeOthersGo; turns++)
        {
            if (!RunNext())
            {
                return;
            }
        }

        ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
    }

    /// <summary>Under the gate: takes the place of the one thread that runs turns, if it is free.</summary>
    protected bool TryEnter()
    {
        if (_occupied)
        {
            return false;
        }

        _occupied = true;
        return true;
    }

    /// <summary>After <see cref="TryEnter"/> said yes: lets the thread pool run what there is to do.</summary>
    protected void RunOnPool() => ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: true);

    /// <summary>Under the gate, with nobody in: sees to it that something runs what there is to do.</summary>
    protected void Wake()
    {
        if (TryEnter())
        {
            RunOnPool();
        }
    }

    /// <summary>Under the gate: gives the place back, or hands it to the thread pool when there is more to do.</summary>
    protected void Leave()
    {
        if (_turns.Count > 0 || HasMore())
        {
            RunOnPool();
        }
        else
        {
            _occupied = false;
        }
    }

    /// <summary>Under the gate: whether <see cref="NextCall"/> or <see cref="NextStep"/> would give something.</summary>
    protected abstract bool HasMore();

    /// <summary>Under the gate: the next step in the life of the grain, which goes before calls.</summary>
    protected abstract Task? NextStep();

    /// <summary>Under the gate: the next call that may start now.</summary>
    protected abstract GrainCall? NextCall();

    protected abstract void RunCall(GrainCall call);

    protected abstract void TurnEnded(long startedAt);

    /// <summary>Runs a task that has not been started as a turn, on this thread; the place must be taken.</summary>
    protected void RunTurn(Task turn, bool started)
    {
        var outer = t_current;
        var context = SynchronizationContext.Current;
        if (context is not null)
        {
            SynchronizationContext.SetSynchronizationContext(null);
        }

        t_current = this;
        var startedAt = Clock.GetTimestamp();
        try
        {
            if (started)
            {
                TryExecuteTask(turn);
            }
            else
            {
                turn.RunSynchronously(this);
            }
        }
        finally
        {
            t_current = outer;
            if (context is not null)
            {
                SynchronizationContext.SetSynchronizationContext(context);
            }
        }

        TurnEnded(startedAt);
    }

    protected sealed override void QueueTask(Task task)
    {
        lock (Gate)
        {
            _turns.Enqueue(task);
            Wake();
        }
    }

    protected sealed override bool TryExecuteTaskInline(Task task, bool taskWasPreviouslyQueued) =>
        !taskWasPreviouslyQueued && t_current == this && TryExecuteTask(task);

    protected sealed override IEnumerable<Task> GetScheduledTasks()
    {
        lock (Gate)
        {
            return [.. _turns];
        }
    }

    private bool RunNext()
    {
        Task? turn;
        GrainCall? call = null;
        var started = true;
        lock (Gate)
        {
            if (!_turns.TryDequeue(out turn))
            {
                started = false;
                turn = NextStep();
                call = turn is null ? NextCall() : null;
                if (turn is null && call is null)
                {
                    _occupied = false;
                    return false;
                }
            }
        }

        if (call is not null)
        {
            RunCall(call);
        }
        else
        {
            RunTurn(turn!, started);
        }

        return true;
    }
}
