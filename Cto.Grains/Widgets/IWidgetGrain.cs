using Orleans.Concurrency;

namespace Cto.Grains.Widgets;

/// <summary>
/// One question with its parameters, kept answered: caches the last answer, asks again when facts that it stands on change, and tells those who look at it.
/// Keyed by <see cref="WidgetKey"/>, so that tiles which ask the same share one.
/// </summary>
public interface IWidgetGrain : IGrainWithStringKey
{
    /// <summary>What to show now.</summary>
    /// <param name="patience">How long to wait for an answer that is on its way; zero = not at all.</param>
    [AlwaysInterleave]
    Task<WidgetSnapshot> Read(TimeSpan patience);

    /// <summary>Asks anew and answers with what came of it.</summary>
    [AlwaysInterleave]
    Task<WidgetSnapshot> Refresh();

    /// <summary>Some facts of these kinds changed.</summary>
    [AlwaysInterleave]
    Task FactsChanged(IReadOnlyList<string> kinds);

    /// <summary>Tells the watcher of every new snapshot, for <see cref="WatchExpiry"/>; call again before that to stay.</summary>
    [AlwaysInterleave]
    Task Watch(IWidgetObserver watcher);

    /// <summary>Stops telling the watcher.</summary>
    [AlwaysInterleave]
    Task Unwatch(IWidgetObserver watcher);

    /// <summary>How long a watcher stays without being renewed.</summary>
    static readonly TimeSpan WatchExpiry = TimeSpan.FromMinutes(2);
}

/// <summary>Someone who looks at widgets: an open page's event stream.</summary>
public interface IWidgetObserver : IGrainObserver
{
    /// <summary>A widget shows something new.</summary>
    Task Changed(WidgetSnapshot snapshot);
}
