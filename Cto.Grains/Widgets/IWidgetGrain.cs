using Orleans.Concurrency;

namespace Cto.Grains.Widgets;

/// <summary>
/// One question with its parameters, kept answered: caches the last answer, asks again when facts that it stands on change, and tells the nodes that watch it.
/// Keyed by <see cref="WidgetKey"/>, so that tiles which ask the same share one. Read it through <see cref="WidgetReader"/>, which keeps what a node knows already.
/// </summary>
[Alias("cto.IWidgetGrain")]
public interface IWidgetGrain : IGrainWithStringKey
{
    /// <summary>What to show now.</summary>
    /// <param name="known">The answer that the caller has (<see cref="WidgetReading.Answered"/>), which is not sent again; 0 for none.</param>
    /// <param name="patience">How long to wait for an answer that is on its way; zero = not at all.</param>
    [AlwaysInterleave, ReadOnly, Alias("Read")]
    Task<WidgetReading> Read(long known, TimeSpan patience);

    /// <summary>Asks anew and answers with what came of it.</summary>
    [AlwaysInterleave, Alias("Refresh")]
    Task<WidgetReading> Refresh(long known);

    /// <summary>Facts that it stands on changed.</summary>
    [AlwaysInterleave, Alias("FactsChanged")]
    Task FactsChanged();

    /// <summary>Tells the watcher of all that is new, for <see cref="WatchExpiry"/>; call again before that to stay.</summary>
    /// <returns>What it shows now: who finds another version than the one it was told last has missed something.</returns>
    [AlwaysInterleave, ReadOnly, Alias("Watch")]
    Task<WidgetNews> Watch(IWidgetObserver watcher);

    /// <summary>Stops telling the watcher.</summary>
    [AlwaysInterleave, Alias("Unwatch")]
    Task Unwatch(IWidgetObserver watcher);

    /// <summary>How long a watcher stays without being renewed.</summary>
    static readonly TimeSpan WatchExpiry = TimeSpan.FromSeconds(45);
}

/// <summary>A node on which somebody looks at widgets.</summary>
[Alias("cto.IWidgetObserver")]
public interface IWidgetObserver : IGrainObserver
{
    /// <summary>A widget shows something new; nobody waits for the node to take note.</summary>
    [OneWay, Alias("Changed")]
    Task Changed(WidgetNews news);
}
