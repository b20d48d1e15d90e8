using Cto.Insights.Sources;
using Cto.Insights.Storage;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Cto.Grains.Sources;

/// <summary>
/// Looks for sources that are due, and for those whose node ended in the middle of a sync, and wakes them. Every node looks; who sees one first has it.
/// A source that is not due costs nothing: no timer, no reminder, no activation.
/// </summary>
internal sealed partial class SourceWaker(SourceStore sources, IGrainFactory grains, LivingSilos silos, IHostApplicationLifetime lifetime, TimeProvider clock, ILogger<SourceWaker> logger) : BackgroundService
{
    /// <summary>How late a poll may begin at the most, nearly always.</summary>
    private static readonly TimeSpan Every = TimeSpan.FromMilliseconds(500);

    /// <summary>How long a woken source has time to begin before another node looks at it.</summary>
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan StoreAway = TimeSpan.FromSeconds(2);

    private const int Most = 200;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await lifetime.StartedAsync(stoppingToken);
        while (!stoppingToken.IsCancellationRequested)
        {
            var wait = Every;
            try
            {
                var due = await sources.TakeDueAsync(silos.Addresses, Most, Lease, stoppingToken);
                foreach (var (tenant, source) in due)
                {
                    _ = WakeAsync(new SourceKey(tenant, source));
                }

                wait = due.Count == Most ? TimeSpan.Zero : Every;
            }
            catch (Exception e) when (StoreFailures.IsPassing(e))
            {
                LogWaits(e);
                wait = StoreAway;
            }

            await Task.Delay(wait, clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task WakeAsync(SourceKey source)
    {
        try
        {
            await grains.GetGrain<ISourceGrain>(source.ToString()).Wake();
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            // One source that cannot wake must not keep the others asleep; after the lease it is tried again.
            LogAsleep(e, source.Source);
        }
    }

    [LoggerMessage(LogLevel.Warning, "Waking the sources waits for the store.")]
    private partial void LogWaits(Exception exception);

    [LoggerMessage(LogLevel.Warning, "Source {SourceId} could not be woken.")]
    private partial void LogAsleep(Exception exception, Guid sourceId);
}
