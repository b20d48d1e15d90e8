using Cto.Domain.Sources;
using Cto.Grains;
using Cto.Grains.Sources;
using Cto.Insights.Sources;

namespace Cto.Web.Tenants;

/// <summary>While the demo company is not shown its sources rest: nobody plays their vendors. Whoever plays them resumes them.</summary>
/// <remarks>They are paused one by one through their grains, because they may be awake on another node; those that rest already are let be.</remarks>
internal sealed partial class DemoSleep(
    DemoCompany demo, SourceStore sources, IGrainFactory grains, IHostApplicationLifetime lifetime, TimeProvider clock, ILogger<DemoSleep> logger)
    : BackgroundService
{
    private const string Pushed = "push";
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (demo.IsOn)
        {
            return;
        }

        await lifetime.StartedAsync(stoppingToken);
        while (!await TryAsync(stoppingToken))
        {
            await Task.Delay(Pause, clock, stoppingToken);
        }
    }

    private async Task<bool> TryAsync(CancellationToken cancellationToken)
    {
        try
        {
            foreach (var source in await sources.ListAsync(DemoCompany.TenantId, cancellationToken))
            {
                if (source.Connector != Pushed && source.Condition.State != SourceState.Paused)
                {
                    await grains.GetGrain<ISourceGrain>(new SourceKey(DemoCompany.TenantId, source.Id).ToString()).Pause();
                }
            }

            return true;
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            LogAwake(e);
            return false;
        }
    }

    [LoggerMessage(LogLevel.Warning, "The sources of the demo company could not be paused yet.")]
    private partial void LogAwake(Exception exception);
}
