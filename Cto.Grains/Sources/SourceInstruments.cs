using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using Cto.Domain.Sources;
using Cto.Insights.Facts;
using Cto.Insights.Sources;

namespace Cto.Grains.Sources;

/// <summary>What an operator sees of sources: lag, facts, syncs; and a span a sync and a page, with the vendor's calls and the SQL below.</summary>
public sealed class SourceInstruments
{
    public const string Name = "Cto.Sources";

    private static readonly ActivitySource Activities = new(Name);
    private readonly ConcurrentDictionary<Guid, (string Connector, DateTimeOffset SuccessAt)> _successes = new();
    private readonly TimeProvider _clock;
    private readonly Counter<long> _facts;
    private readonly Counter<long> _calls;
    private readonly Counter<double> _cost;
    private readonly Histogram<double> _syncs;

    public SourceInstruments(IMeterFactory meters, TimeProvider clock)
    {
        _clock = clock;
        var meter = meters.Create(Name);
        _facts = meter.CreateCounter<long>("cto.source.facts", "{fact}", "Facts committed, by connector and outcome.");
        _calls = meter.CreateCounter<long>("cto.source.calls", "{call}", "Calls to vendors, by connector.");
        _cost = meter.CreateCounter<double>("cto.source.cost", "{USD}", "What calls to vendors that charge for them cost, by connector.");
        _syncs = meter.CreateHistogram<double>("cto.source.sync.duration", "s", "Length of syncs, by connector and outcome.");
        meter.CreateObservableGauge("cto.source.lag", Lags, "s", "Time since the last successful sync of each source that this process looks after.");
    }

    public static Activity? StartSync(StoredSource source) => Activities.StartActivity("sync")?.SetTag("cto.connector", source.Connector).SetTag("cto.source", source.Id);

    public static Activity? StartPage(StoredSource source, string stream) => Activities.StartActivity("sync page")?.SetTag("cto.connector", source.Connector).SetTag("cto.stream", stream);

    public void Wrote(StoredSource source, FactsWritten written)
    {
        Count(source, "inserted", written.Inserted);
        Count(source, "updated", written.Updated);
        Count(source, "unchanged", written.Unchanged);
        Count(source, "withdrawn", written.Withdrawn);
        Count(source, "rejected", written.Rejected.Count);
    }

    public void Used(StoredSource source, UsageCount count)
    {
        _calls.Add(count.Calls, new KeyValuePair<string, object?>("cto.connector", source.Connector));
        if (count.Cost > 0)
        {
            _cost.Add((double)count.Cost, new KeyValuePair<string, object?>("cto.connector", source.Connector));
        }
    }

    public void Synced(StoredSource source, SyncOutcome outcome, TimeSpan took) =>
        _syncs.Record(took.TotalSeconds, new("cto.connector", source.Connector), new("cto.outcome", outcome.ToString()));

    /// <summary>Shows the lag of a source from now on; nothing is shown before its first success.</summary>
    public void Watch(StoredSource source)
    {
        if (source.Condition.LastSuccessAt is { } success)
        {
            _successes[source.Id] = (source.Connector, success);
        }
    }

    public void Forget(Guid sourceId) => _successes.TryRemove(sourceId, out _);

    private void Count(StoredSource source, string outcome, long facts)
    {
        if (facts > 0)
        {
            _facts.Add(facts, new("cto.connector", source.Connector), new("cto.outcome", outcome));
        }
    }

    private IEnumerable<Measurement<double>> Lags() => _successes.Select(source =>
        new Measurement<double>((_clock.GetUtcNow() - source.Value.SuccessAt).TotalSeconds, new("cto.connector", source.Value.Connector), new("cto.source", source.Key)));
}
