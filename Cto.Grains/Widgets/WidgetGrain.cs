using Cto.Grains.FactChanges;
using Microsoft.Extensions.Logging;
using Orleans.Utilities;

namespace Cto.Grains.Widgets;

/// <summary>Reads never wait for a refresh longer than they have patience; one refresh runs at a time; a change during it leads to another one.</summary>
internal sealed partial class WidgetGrain(WidgetAsker asker, WidgetInstruments instruments, TimeProvider clock, ILogger<WidgetGrain> logger)
    : Grain, IWidgetGrain
{
    private readonly ObserverManager<IWidgetObserver> _watchers = new(IWidgetGrain.WatchExpiry, logger) { GetDateTime = () => clock.GetUtcNow().UtcDateTime };
    private WidgetKey _key;
    private WidgetSnapshot _snapshot = null!;
    private Task<WidgetSnapshot>? _refresh;
    private IGrainTimer? _due;
    private bool _dirty = true;
    private int _failures;
    private TimeSpan _took;
    private DateTimeOffset _answeredAt;
    private DateTimeOffset _renewedAt;

    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _key = WidgetKey.Parse(this.GetPrimaryKeyString());
        var now = clock.GetUtcNow();

        // The clock in the version keeps it rising across activations, so that a browser never takes an old tile for a new one.
        _snapshot = new WidgetSnapshot { Key = _key.ToString(), Version = now.ToUnixTimeMilliseconds() << 12, State = WidgetState.Loading, Since = now };
        await Listen();
        this.RegisterGrainTimer(Tend, WidgetSchedule.Roll / 5, WidgetSchedule.Roll / 5);
    }

    public Task<WidgetSnapshot> Read(TimeSpan patience)
    {
        if (!IsDue && _refresh is null)
        {
            return Task.FromResult(_snapshot);
        }

        var refresh = RefreshOnce();
        return patience <= TimeSpan.Zero ? Task.FromResult(_snapshot) : WithPatience(refresh, patience);
    }

    public Task<WidgetSnapshot> Refresh()
    {
        _dirty = true;
        return RefreshOnce();
    }

    public Task FactsChanged(IReadOnlyList<string> kinds)
    {
        _dirty = true;
        if (_watchers.Count > 0)
        {
            Schedule(WidgetSchedule.Delay(clock.GetUtcNow(), _answeredAt, _took));
        }

        return Task.CompletedTask;
    }

    public Task Watch(IWidgetObserver watcher)
    {
        _watchers.Subscribe(watcher, watcher);
        if (IsDue)
        {
            Schedule(WidgetSchedule.Settle);
        }

        return Task.CompletedTask;
    }

    public Task Unwatch(IWidgetObserver watcher)
    {
        _watchers.Unsubscribe(watcher);
        return Task.CompletedTask;
    }

    private bool IsDue => _dirty || clock.GetUtcNow() - _answeredAt > WidgetSchedule.Roll;

    private Task<WidgetSnapshot> RefreshOnce() => _refresh ??= RefreshNow();

    private async Task<WidgetSnapshot> RefreshNow()
    {
        // Leave the caller's turn first: _refresh must be set before the answer can come.
        await Task.Yield();
        var started = clock.GetTimestamp();
        _dirty = false;
        if (_snapshot.Reply is not null)
        {
            // Not pushed: most refreshes take milliseconds, and a tile must not flicker.
            _snapshot = _snapshot with { State = WidgetState.Refreshing };
        }

        var shown = await asker.AskAsync(_key, _snapshot, CancellationToken.None);
        _took = clock.GetElapsedTime(started);
        _answeredAt = clock.GetUtcNow();
        _failures = shown.State == WidgetState.Failing ? _failures + 1 : 0;
        _dirty |= _failures > 0;
        _refresh = null;
        instruments.Refreshed(_key.Insight, shown.State, _took);
        await Show(shown);
        if (_dirty && _watchers.Count > 0)
        {
            Schedule(_failures > 0 ? WidgetSchedule.AfterFailure(_failures) : WidgetSchedule.Delay(_answeredAt, _answeredAt, _took));
        }

        return _snapshot;
    }

    private async Task Show(WidgetSnapshot snapshot)
    {
        _snapshot = snapshot with { Version = _snapshot.Version + 1 };
        if (_watchers.Count > 0)
        {
            await _watchers.Notify(watcher => watcher.Changed(_snapshot));
        }
    }

    private async Task<WidgetSnapshot> WithPatience(Task<WidgetSnapshot> refresh, TimeSpan patience)
    {
        try
        {
            return await refresh.WaitAsync(patience, clock);
        }
        catch (TimeoutException)
        {
            return _snapshot;
        }
    }

    private void Schedule(TimeSpan delay)
    {
        if (_due is null)
        {
            _due = this.RegisterGrainTimer(WhenDue, new GrainTimerCreationOptions(delay, Timeout.InfiniteTimeSpan) { Interleave = true });
        }
    }

    private Task WhenDue(CancellationToken cancellationToken)
    {
        _due?.Dispose();
        _due = null;
        return RefreshOnce();
    }

    /// <summary>Keeps listening, lets watchers that went silent go, and asks anew when a rolling period has moved on under a watcher's eyes.</summary>
    private async Task Tend(CancellationToken cancellationToken)
    {
        _watchers.ClearExpired();
        if (clock.GetUtcNow() - _renewedAt > IFactChangesGrain.Expiry / 3)
        {
            await Listen();
        }

        if (_watchers.Count > 0)
        {
            DelayDeactivation(IFactChangesGrain.Expiry);
            if (IsDue)
            {
                Schedule(WidgetSchedule.Settle);
            }
        }
    }

    private async Task Listen()
    {
        if (asker.DependsOn(_key) is { Count: > 0 } kinds)
        {
            await GrainFactory.GetGrain<IFactChangesGrain>(_key.Tenant.ToString("D")).Listen(_key.ToString(), this.AsReference<IWidgetGrain>(), kinds);
            _renewedAt = clock.GetUtcNow();
        }
    }
}
