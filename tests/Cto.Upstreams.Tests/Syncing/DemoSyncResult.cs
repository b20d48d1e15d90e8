using System.Collections.Concurrent;
using Cto.Domain.Sources;
using Cto.Insights.Facts;

namespace Cto.Upstreams.Tests.Syncing;

/// <summary>What a sync of every source came to.</summary>
internal sealed class DemoSyncResult
{
    private readonly ConcurrentDictionary<(string Source, string Stream), FactsWritten> _written = new();
    private readonly ConcurrentQueue<(string Source, string Fault)> _faults = new();

    /// <summary>What was left when patience ended, each a sentence.</summary>
    public IReadOnlyCollection<string> Faults(string source) => [.. _faults.Where(fault => fault.Source == source).Select(fault => fault.Fault).Order(StringComparer.Ordinal)];

    /// <summary>The streams that changed anything, and what.</summary>
    public IReadOnlyCollection<string> Changes(string source) =>
    [
        .. Of(source).Where(pair => pair.Written.Inserted + pair.Written.Updated + pair.Written.Withdrawn > 0)
            .Select(pair => $"{pair.Stream}: {pair.Written.Inserted} inserted, {pair.Written.Updated} updated, {pair.Written.Withdrawn} withdrawn"),
    ];

    /// <summary>Facts that cannot be stored.</summary>
    public IReadOnlyCollection<string> Rejected(string source) => [.. Of(source).SelectMany(pair => pair.Written.Rejected.Select(fact => $"{pair.Stream}: {fact.Kind} {fact.Key} {fact.Error}")).Take(20)];

    public void Wrote(string source, string stream, FactsWritten written) => _written.AddOrUpdate((source, stream), written, (_, before) => before.And(written));

    public void Failed(string source, string stream, SourceException fault) => _faults.Enqueue((source, $"{stream}: {fault.Fault} {fault.Message}"));

    private IEnumerable<(string Stream, FactsWritten Written)> Of(string source) =>
        _written.Where(pair => pair.Key.Source == source).OrderBy(pair => pair.Key.Stream, StringComparer.Ordinal).Select(pair => (pair.Key.Stream, pair.Value));
}
