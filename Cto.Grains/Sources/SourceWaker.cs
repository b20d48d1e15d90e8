using Cto.Insights.Sources;
using Cto.Insights.Storage;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Cto.Grains.Sources;

/// <summary>Wakes every source when a process starts, so that none depends on its reminder having been written before an earlier process died.</summary>
internal sealed partial class SourceWaker(SourceStore sources, IGrainFactory grains, TimeProvider clock, ILogger<SourceWaker> logger) : BackgroundService
{
    private const int AtOnce = 4;
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                var options = new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = stoppingToken };
                await Parallel.ForEachAsync(await sources.AddressesAsync(stoppingToken), options, (address, _) => WakeAsync(new(address.TenantId, address.SourceId)));
                return;
            }
            catch (StoreUnavailableException e)
            {
                LogWaits(e);
                await Task.Delay(Pause, clock, stoppingToken);
            }
        }
    }

    private async ValueTask WakeAsync(SourceKey source)
    {
        try
        {
            await grains.GetGrain<ISourceGrain>(source.ToString()).Status();
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            // One source that cannot wake must not keep the others asleep; its reminder tries again.
            LogAsleep(e, source.Source);
        }
    }

    [LoggerMessage(LogLevel.Warning, "Waking the sources waits for the store.")]
    private partial void LogWaits(Exception exception);

    [LoggerMessage(LogLevel.Warning, "Source {SourceId} could not be woken.")]
    private partial void LogAsleep(Exception exception, Guid sourceId);
}
