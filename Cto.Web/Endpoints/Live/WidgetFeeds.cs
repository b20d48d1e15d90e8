using System.Globalization;
using System.Runtime.CompilerServices;
using Cto.Grains.Dashboards;
using Cto.Grains.Widgets;
using Cto.Insights;
using Cto.Web.Components.Boards;
using Cto.Web.Endpoints.Dashboards;
using Cto.Web.Endpoints.Problems;
using Cto.Web.Security.Access;

namespace Cto.Web.Endpoints.Live;

/// <summary>Watches the widgets of a board for as long as somebody looks at it.</summary>
internal sealed class WidgetFeeds(NodeWatch watch, WidgetReader widgets, InsightCatalog insights, DashboardAccess dashboards, TimeProvider clock)
{
    private static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(15);

    /// <summary>After this the browser connects anew, so that rights are checked again.</summary>
    private static readonly TimeSpan LongestFeed = TimeSpan.FromHours(1);

    /// <summary>Clocks of several machines differ; a tile told twice does no harm.</summary>
    private static readonly TimeSpan Overlap = TimeSpan.FromSeconds(2);

    /// <param name="caller">Who looks.</param>
    /// <param name="dashboard">At which board.</param>
    /// <param name="filters">What the page says of period and scope.</param>
    /// <param name="since">Tell first what changed since (milliseconds since 1970); <see langword="null"/> = only what changes from now on.</param>
    /// <param name="cancellationToken">Nobody looks any more.</param>
    public async IAsyncEnumerable<FeedEvent> FollowAsync(
        Caller caller, string dashboard, PageFilters filters, long? since, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var ends = clock.GetUtcNow() + LongestFeed;
        var watcher = new WidgetWatcher();
        var watched = new Dictionary<WidgetKey, List<Guid>>();
        var byText = new Dictionary<string, List<Guid>>(StringComparer.Ordinal);
        try
        {
            yield return Beat();
            while (clock.GetUtcNow() < ends && await KeysAsync(caller, dashboard, filters) is { } keys)
            {
                // Again at every heartbeat: the board may have been arranged meanwhile.
                await WatchAsync(keys, watched, watcher);
                byText = watched.ToDictionary(pair => pair.Key.ToString(), pair => pair.Value, StringComparer.Ordinal);
                if (since is { } instant)
                {
                    foreach (var key in await ChangedSinceAsync(keys.Keys, DateTimeOffset.FromUnixTimeMilliseconds(instant) - Overlap))
                    {
                        watcher.Changed(key);
                    }

                    since = null;
                }

                using var beat = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
                beat.CancelAfter(Heartbeat);
                while (await watcher.NextAsync(beat.Token, cancellationToken) is { } key)
                {
                    foreach (var widget in byText.GetValueOrDefault(key) ?? [])
                    {
                        yield return new($"id: {Now()}\nevent: widget\ndata: {widget:D}\n\n");
                    }
                }

                yield return Beat();
            }
        }
        finally
        {
            foreach (var key in watched.Keys)
            {
                watch.Leave(key.ToString(), watcher);
            }
        }
    }

    /// <summary>The grains behind the board's tiles with the tiles that each feeds; <see langword="null"/> when the board is gone.</summary>
    private async Task<Dictionary<WidgetKey, List<Guid>>?> KeysAsync(Caller caller, string dashboard, PageFilters filters)
    {
        try
        {
            var state = await dashboards.ReadAsync(caller, dashboard);
            return state.Widgets
                .Select(widget => (widget.Id, Key: Key(caller, widget, filters)))
                .Where(pair => pair.Key is not null)
                .GroupBy(pair => pair.Key!.Value, pair => pair.Id)
                .ToDictionary(group => group.Key, group => group.ToList());
        }
        catch (ProblemException)
        {
            return null;
        }
    }

    private WidgetKey? Key(Caller caller, PlacedWidget widget, PageFilters filters)
    {
        if (WidgetKinds.Find(widget.Kind) is not { } kind || insights.Find(kind.Insight)?.Descriptor is not { } insight)
        {
            return null;
        }

        try
        {
            return WidgetKey.Of(caller.TenantId, insight, filters.For(insight, widget.Parameters));
        }
        catch (InsightParameterException)
        {
            // The tile says so itself; there is nothing behind it that could change.
            return null;
        }
    }

    private async Task WatchAsync(Dictionary<WidgetKey, List<Guid>> keys, Dictionary<WidgetKey, List<Guid>> watched, WidgetWatcher watcher)
    {
        foreach (var gone in watched.Keys.Except(keys.Keys).ToList())
        {
            watched.Remove(gone);
            watch.Leave(gone.ToString(), watcher);
        }

        var added = keys.Keys.Except(watched.Keys).ToList();
        foreach (var (key, widgets) in keys)
        {
            watched[key] = widgets;
        }

        await Task.WhenAll(added.Select(key => watch.FollowAsync(key.ToString(), watcher)));
    }

    private async Task<IReadOnlyList<string>> ChangedSinceAsync(IEnumerable<WidgetKey> keys, DateTimeOffset since)
    {
        List<string> changed = [];
        foreach (var key in keys)
        {
            var snapshot = await widgets.ReadAsync(key, TimeSpan.Zero);
            if (snapshot.State != WidgetState.Loading && (snapshot.Since >= since || snapshot.Reply?.AnsweredAt >= since))
            {
                changed.Add(snapshot.Key);
            }
        }

        return changed;
    }

    /// <summary>No event for the page, but the connection stays open and the place to resume from moves on.</summary>
    private FeedEvent Beat() => new($"id: {Now()}\n\n");

    private string Now() => clock.GetUtcNow().ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture);
}

/// <summary>A piece of the stream as it is sent.</summary>
internal readonly record struct FeedEvent(string Text);
