using System.Collections.Immutable;
using System.Threading.Channels;
using Cto.Grains.Widgets;

namespace Cto.Web.Endpoints.Live;

/// <summary>Watches widgets for all open pages of this node: one watch a widget, however many look; renewed before it ends, and at once when a node of the cluster goes.</summary>
/// <remarks>Each renewal tells what the widget shows now, so that news that was lost on the way, or with its node, is only late.</remarks>
internal sealed partial class NodeWatch(IGrainFactory grains, ISiloStatusOracle silos, TimeProvider clock, ILogger<NodeWatch> logger) : BackgroundService, IWidgetObserver, ISiloStatusListener
{
    private static readonly TimeSpan RenewEvery = TimeSpan.FromSeconds(10);

    private readonly Lock _gate = new();
    private readonly Dictionary<string, Watched> _watched = new(StringComparer.Ordinal);
    private readonly Channel<SiloAddress> _gone = Channel.CreateBounded<SiloAddress>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private IWidgetObserver? _reference;

    /// <summary>Tells the watcher of the widget's news from now on, until it is left.</summary>
    public async Task FollowAsync(string key, WidgetWatcher watcher)
    {
        lock (_gate)
        {
            var known = _watched.GetValueOrDefault(key);
            _watched[key] = new(known?.Version, (known?.Watchers ?? []).Add(watcher));
        }

        await RenewAsync(key);
    }

    /// <summary>The watcher hears no more of the widget.</summary>
    public void Leave(string key, WidgetWatcher watcher)
    {
        lock (_gate)
        {
            if (_watched.GetValueOrDefault(key) is not { } known)
            {
                return;
            }

            var left = known.Watchers.Remove(watcher);
            if (left.Count > 0)
            {
                _watched[key] = known with { Watchers = left };
                return;
            }

            _watched.Remove(key);
        }

        UnwatchAsync(key).Ignore();
    }

    public Task Changed(WidgetNews news)
    {
        Hear(news, pushed: true);
        return Task.CompletedTask;
    }

    public void SiloStatusChangeNotification(SiloAddress updatedSilo, SiloStatus status)
    {
        if (status is SiloStatus.Dead)
        {
            _gone.Writer.TryWrite(updatedSilo);
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        silos.SubscribeToSiloStatusEvents(this);
        while (!stoppingToken.IsCancellationRequested)
        {
            using (var patience = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken))
            {
                using var timer = clock.CreateTimer(_ => patience.Cancel(), null, RenewEvery, Timeout.InfiniteTimeSpan);
                Task gone = _gone.Reader.WaitToReadAsync(patience.Token).AsTask();
                await gone.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                _gone.Reader.TryRead(out _);
            }

            await Task.WhenAll(Keys().Select(RenewAsync));
        }

        silos.UnSubscribeFromSiloStatusEvents(this);
    }

    private string[] Keys()
    {
        lock (_gate)
        {
            return [.. _watched.Keys];
        }
    }

    /// <summary>The grains' way to this object; not before the silo runs.</summary>
    private IWidgetObserver Reference => _reference ??= grains.CreateObjectReference<IWidgetObserver>(this);

    private async Task RenewAsync(string key)
    {
        try
        {
            Hear(await grains.GetGrain<IWidgetGrain>(key).Watch(Reference), pushed: false);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            // The next renewal makes good for it.
            LogUnwatched(e, key);
        }
    }

    private Task UnwatchAsync(string key) => grains.GetGrain<IWidgetGrain>(key).Unwatch(Reference);

    private void Hear(WidgetNews news, bool pushed)
    {
        ImmutableList<WidgetWatcher> watchers;
        lock (_gate)
        {
            if (_watched.GetValueOrDefault(news.Key) is not { } known || known.Version == news.Version)
            {
                return;
            }

            _watched[news.Key] = known with { Version = news.Version };
            if (news.State == WidgetState.Loading || (!pushed && known.Version is null))
            {
                // Nothing to show yet; or the first word, which is what the page has drawn.
                return;
            }

            watchers = known.Watchers;
        }

        foreach (var watcher in watchers)
        {
            watcher.Changed(news.Key);
        }
    }

    [LoggerMessage(LogLevel.Information, "Widget {Key} could not be watched; it is tried again.")]
    private partial void LogUnwatched(Exception exception, string key);

    /// <param name="Version">What the node was told last; <see langword="null"/> before the first word.</param>
    private sealed record Watched(long? Version, ImmutableList<WidgetWatcher> Watchers);
}
