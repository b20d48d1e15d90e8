using Cto.Insights;
using Cto.Insights.Facts;
using Cto.Insights.Storage;
using Microsoft.Extensions.Logging;
using Orleans.Placement;
using Orleans.Utilities;

namespace Cto.Grains.Widgets;

/// <summary>Reads never wait for a refresh longer than they have patience; one refresh runs at a time; a change during it leads to another one.</summary>
/// <remarks>It lives where it was asked for first, next to the pages that show it; ten minutes after nobody looks any more it goes, and its answer with it.</remarks>
[GrainType("cto.widget")]
[PreferLocalPlacement]
[CollectionAgeLimit(Minutes = 10)]
internal sealed partial class WidgetGrain(
    WidgetAsker asker, WidgetEpochs epochs, InsightCatalog insights, FactNews news, WidgetInstruments instruments, TimeProvider clock, ILogger<WidgetGrain> logger) : Grain, IWidgetGrain
{
    private readonly ObserverManager<IWidgetObserver> _watchers = new(IWidgetGrain.WatchExpiry, logger) { GetDateTime = () => clock.GetUtcNow().UtcDateTime };
    private WidgetKey _key;

    /// <summary>Without the answer, which is kept as it travels.</summary>
    private WidgetSnapshot _shown = null!;
    private byte[]? _answer;
    private IDisposable? _listening;
    private Task? _refresh;
    private IGrainTimer? _due;
    private bool _dirty = true;
    private bool _hasEpoch;
    private int _failures;
    private TimeSpan _took;
    private DateTimeOffset _answeredAt;

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _key = WidgetKey.Parse(this.GetPrimaryKeyString());
        _shown = new WidgetSnapshot { Key = _key.ToString(), Version = 0, State = WidgetState.Loading, Since = clock.GetUtcNow() };
        if (asker.DependsOn(_key) is { Count: > 0 } kinds)
        {
            var self = this.AsReference<IWidgetGrain>();
            _listening = news.Listen(_key.Tenant, kinds, () => self.FactsChanged().Ignore());
        }

        return Task.CompletedTask;
    }

    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        _listening?.Dispose();
        return Task.CompletedTask;
    }

    public async Task<WidgetReading> Read(long known, TimeSpan patience)
    {
        if (IsDue || _refresh is not null)
        {
            var refresh = RefreshOnce();
            if (patience > TimeSpan.Zero)
            {
                await refresh.WaitAsync(patience, clock).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
            }
        }

        return Reading(known);
    }

    public async Task<WidgetReading> Refresh(long known)
    {
        _dirty = true;
        await RefreshOnce();
        return Reading(known);
    }

    public Task FactsChanged()
    {
        _dirty = true;
        if (_watchers.Count > 0)
        {
            Schedule(WidgetSchedule.Delay(clock.GetUtcNow(), _answeredAt, _took));
        }

        return Task.CompletedTask;
    }

    public Task<WidgetNews> Watch(IWidgetObserver watcher)
    {
        _watchers.ClearExpired();
        _watchers.Subscribe(watcher, watcher);
        if (IsDue)
        {
            Schedule(WidgetSchedule.Settle);
        }

        return Task.FromResult(News);
    }

    public Task Unwatch(IWidgetObserver watcher)
    {
        _watchers.Unsubscribe(watcher);
        return Task.CompletedTask;
    }

    private bool IsDue => _dirty || clock.GetUtcNow() - _answeredAt > WidgetSchedule.Roll;

    private WidgetNews News => new(_shown.Key, _shown.Version, _shown.State);

    private WidgetReading Reading(long known) => new()
    {
        Version = _shown.Version, State = _shown.State, Since = _shown.Since, Fault = _shown.Fault, Remedy = _shown.Remedy, Answered = _shown.Answered,
        Answer = known == _shown.Answered ? null : _answer,
    };

    private Task RefreshOnce() => _refresh ??= RefreshNow();

    private async Task RefreshNow()
    {
        // Leave the caller's turn first: _refresh must be set before the answer can come.
        await Task.Yield();
        var started = clock.GetTimestamp();
        _dirty = false;
        if (_answer is not null)
        {
            // Not pushed: most refreshes take milliseconds, and a tile must not flicker.
            _shown = _shown with { State = WidgetState.Refreshing };
        }

        var shown = await asker.AskAsync(_key, _shown, CancellationToken.None);
        await BeginVersions();
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
    }

    /// <summary>With the first answer; while the store is away the versions are low ones, which is no harm: then nobody else shows anything newer.</summary>
    private async Task BeginVersions()
    {
        if (_hasEpoch)
        {
            return;
        }

        try
        {
            _shown = _shown with { Version = await epochs.NextAsync(CancellationToken.None) };
            _hasEpoch = true;
        }
        catch (StoreUnavailableException e)
        {
            LogNoEpoch(e, _shown.Key);
        }
    }

    private async Task Show(WidgetSnapshot snapshot)
    {
        var version = _shown.Version + 1;
        if (snapshot.Reply is { } reply)
        {
            _answer = InsightReplyJson.Write(reply, insights.Find(_key.Insight)!.Descriptor);
            snapshot = snapshot with { Reply = null, Answered = version };
        }

        _shown = snapshot with { Version = version };
        if (_watchers.Count > 0)
        {
            await _watchers.Notify(watcher => watcher.Changed(News));
        }
    }

    private void Schedule(TimeSpan delay) => _due ??= this.RegisterGrainTimer(WhenDue, new GrainTimerCreationOptions(delay, Timeout.InfiniteTimeSpan) { Interleave = true });

    private Task WhenDue(CancellationToken cancellationToken)
    {
        _due?.Dispose();
        _due = null;
        return RefreshOnce();
    }

    [LoggerMessage(LogLevel.Warning, "The versions of widget {Key} begin without the store.")]
    private partial void LogNoEpoch(Exception exception, string key);
}
