using Cto.Domain.Sources;
using Cto.Insights.Sources;
using Cto.Insights.Storage;
using Microsoft.Extensions.Logging;

namespace Cto.Grains.Sources;

// What calls to the vendor are made for the source, and what they cost.
internal sealed partial class SourceGrain
{
    /// <summary>Money is written down with each page, mere calls less often.</summary>
    private static readonly TimeSpan CountEvery = TimeSpan.FromSeconds(10);

    private UsageCount _uncounted = new(0, 0);
    private DateTimeOffset _countedAt;

    /// <summary>Counts what flows from here, up to what the month's budget leaves.</summary>
    private SourceUsage Counting(StoredSource source)
    {
        var usage = new SourceUsage(MonthlyBudget.Of(source.Settings) - source.UsageOf(clock.GetUtcNow()).Cost);
        usage.Flow();
        return usage;
    }

    private async Task CountAsync(SourceUsage usage, bool ended)
    {
        var count = usage.Take();
        _uncounted = new(_uncounted.Calls + count.Calls, _uncounted.Cost + count.Cost);
        var now = clock.GetUtcNow();
        if (_source is not { } source || _uncounted is { Calls: 0, Cost: 0 } || (_uncounted.Cost == 0 && !ended && now - _countedAt < CountEvery))
        {
            return;
        }

        try
        {
            var saved = await usages.AddAsync(_key.Tenant, _key.Source, _uncounted, CancellationToken.None);
            instruments.Used(source, _uncounted);
            (_uncounted, _countedAt) = (new(0, 0), now);
            _source = _source is null ? null : _source with { Usage = saved };
        }
        catch (Exception e) when (StoreFailures.IsPassing(e))
        {
            LogUncounted(e, _key.Source);
        }
    }

    [LoggerMessage(LogLevel.Warning, "The calls of source {SourceId} wait for the store.")]
    private partial void LogUncounted(Exception exception, Guid sourceId);
}
