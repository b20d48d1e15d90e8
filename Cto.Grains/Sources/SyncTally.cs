using System.Globalization;
using Cto.Domain.Sources;
using Cto.Insights.Facts;

namespace Cto.Grains.Sources;

/// <summary>Adds up what a running sync brings.</summary>
internal sealed class SyncTally(TimeProvider clock)
{
    private const int MostWarnings = 20;
    private readonly SyncMeter _meter = new(clock);
    private readonly List<string> _warnings = [];
    private readonly DateTimeOffset _startedAt = clock.GetUtcNow();
    private FactRejection? _firstRejection;
    private long _rejected;
    private long _streamDone;

    public int Pages { get; private set; }

    public FactsWritten Written { get; private set; } = FactsWritten.Nothing;

    public IReadOnlyList<string> Warnings => _firstRejection is null
        ? _warnings
        : [.. _warnings, string.Create(CultureInfo.InvariantCulture, $"{_rejected} facts could not be stored; the first is {_firstRejection.Kind} {_firstRejection.Key}: {_firstRejection.Error}.")];

    public void BeginStream() => _streamDone = 0;

    /// <summary>Where the sync stands once this page is committed.</summary>
    public SyncProgress Next(string stream, FactPage page)
    {
        _streamDone += page.Facts.Count;
        var rate = _meter.Add(page.Facts.Count);
        return new(stream, _streamDone, page.Progress?.Share, rate, page.Progress?.Next ?? "", _startedAt);
    }

    public void Commit(FactPage page, FactsWritten written)
    {
        Pages++;
        _rejected += written.Rejected.Count;
        _firstRejection ??= written.Rejected.Count > 0 ? written.Rejected[0] : null;
        Written = Written.And(written with { Rejected = [] });
        _warnings.AddRange(page.Warnings.Except(_warnings).Take(MostWarnings - _warnings.Count));
    }
}
