namespace Cto.Testing;

/// <summary>A clock that stands still until it is advanced; timers fire inside <see cref="Advance"/>, in the order in which they are due.</summary>
public sealed class FakeClock(DateTimeOffset start) : TimeProvider
{
    private readonly Lock _gate = new();
    private readonly List<FakeTimer> _timers = [];
    private DateTimeOffset _now = start;

    /// <summary>A clock that stands at noon of 1 June 2026, UTC.</summary>
    public FakeClock()
        : this(new DateTimeOffset(2026, 6, 1, 12, 0, 0, TimeSpan.Zero))
    {
    }

    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <summary>Timers that wait to fire.</summary>
    public int ArmedTimers
    {
        get
        {
            lock (_gate)
            {
                return _timers.Count;
            }
        }
    }

    public override DateTimeOffset GetUtcNow()
    {
        lock (_gate)
        {
            return _now;
        }
    }

    public override long GetTimestamp() => GetUtcNow().Ticks;

    /// <summary>Moves the time on and fires, one after the other and each at its time, the timers that fall due.</summary>
    public void Advance(TimeSpan by)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(by, TimeSpan.Zero);
        var until = GetUtcNow() + by;
        while (NextDue(until) is { } timer)
        {
            timer.Fire();
        }
    }

    /// <summary>Advances in steps, letting go of the thread after each, until that has happened; gives up after <see cref="Patience.Limit"/> of real time.</summary>
    public Task AdvanceUntilAsync(Func<bool> happened, TimeSpan step, CancellationToken cancellationToken) =>
        AdvanceUntilAsync(() => Task.FromResult(happened()), step, cancellationToken);

    /// <inheritdoc cref="AdvanceUntilAsync(Func{bool}, TimeSpan, CancellationToken)"/>
    public async Task AdvanceUntilAsync(Func<Task<bool>> happened, TimeSpan step, CancellationToken cancellationToken)
    {
        var started = System.GetTimestamp();
        while (!await happened())
        {
            if (System.GetElapsedTime(started) > Patience.Limit)
            {
                throw new TimeoutException($"It had not happened at {GetUtcNow():O} of the fake clock.");
            }

            Advance(step);
            await Task.Delay(TimeSpan.FromMilliseconds(1), System, cancellationToken);
        }
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new FakeTimer(this, callback, state, ExecutionContext.Capture());
        timer.Change(dueTime, period);
        return timer;
    }

    private FakeTimer? NextDue(DateTimeOffset until)
    {
        lock (_gate)
        {
            var timer = _timers.Where(timer => timer.Due <= until).MinBy(timer => timer.Due);
            if (timer is null)
            {
                _now = until;
                return null;
            }

            _now = timer.Due > _now ? timer.Due : _now;
            timer.Rearm();
            return timer;
        }
    }

    private sealed class FakeTimer(FakeClock clock, TimerCallback callback, object? state, ExecutionContext? context) : ITimer
    {
        private TimeSpan _period;
        private bool _disposed;

        public DateTimeOffset Due { get; private set; }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (clock._gate)
            {
                clock._timers.Remove(this);
                if (_disposed)
                {
                    return false;
                }

                _period = period;
                if (dueTime != Timeout.InfiniteTimeSpan)
                {
                    Due = clock._now + dueTime;
                    clock._timers.Add(this);
                }
            }

            // As with the system's clock, what is due at once does not wait for the time to move; and it fires on another thread.
            if (dueTime == TimeSpan.Zero)
            {
                ThreadPool.QueueUserWorkItem(_ => clock.Advance(TimeSpan.Zero));
            }

            return true;
        }

        public void Rearm()
        {
            if (_period > TimeSpan.Zero)
            {
                Due += _period;
            }
            else
            {
                clock._timers.Remove(this);
            }
        }

        public void Fire()
        {
            if (context is null)
            {
                callback(state);
            }
            else
            {
                ExecutionContext.Run(context, _ => callback(state), null);
            }
        }

        public void Dispose()
        {
            lock (clock._gate)
            {
                _disposed = true;
                clock._timers.Remove(this);
            }
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
