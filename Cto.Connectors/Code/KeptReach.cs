using System.Collections.Concurrent;
using Cto.Domain.Sources;

namespace Cto.Connectors.Code;

/// <summary>What each source reaches, as last listed: its streams ask within seconds of each other.</summary>
internal sealed class KeptReach<TRepository>(TimeProvider clock)
{
    // The first stream of a sync lists anew; between syncs a new repository may wait this long.
    private static readonly TimeSpan Kept = TimeSpan.FromMinutes(10);

    private readonly ConcurrentDictionary<Guid, (SourceSettings Of, DateTimeOffset At, Reach<TRepository> Reach)> _kept = new();

    /// <summary>What is kept under the source's settings; <see langword="null"/> when it is time to list again.</summary>
    public Reach<TRepository>? Of(SourceConnection source) =>
        _kept.TryGetValue(source.SourceId, out var kept) && kept.Of.ReadsSameAs(source.Settings) && clock.GetUtcNow() - kept.At < Kept ? kept.Reach : null;

    public Reach<TRepository> Keep(SourceConnection source, Reach<TRepository> reach)
    {
        _kept[source.SourceId] = (source.Settings, clock.GetUtcNow(), reach);
        return reach;
    }

    public void Forget(Guid sourceId) => _kept.TryRemove(sourceId, out _);
}
