using Cto.Domain.Sources;
using Cto.Insights.Sources;
using Cto.Insights.Storage;
using Cto.Insights.Tenants;

namespace Cto.Web.Nodes;

/// <summary>Removes what this machine keeps of sources that were deleted at another node: at the start and every hour.</summary>
/// <remarks>Only of companies of this installation: another one may share the data directory.</remarks>
internal sealed partial class CopySweep(
    IEnumerable<ILocalCopies> copies, SourceStore sources, TenantStore tenants, TimeProvider clock, ILogger<CopySweep> logger)
    : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromHours(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every, clock);
        do
        {
            await SweepAsync(stoppingToken);
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    /// <summary>Looks once.</summary>
    public async Task SweepAsync(CancellationToken cancellationToken)
    {
        foreach (var kept in copies)
        {
            try
            {
                // Listed before the sources are: whatever is here then belongs to a source that was there before it.
                var here = kept.List();
                if (here.Count == 0)
                {
                    continue;
                }

                var companies = (await tenants.AllAsync(cancellationToken)).Select(tenant => tenant.Id).ToHashSet();
                var existing = (await sources.AddressesAsync(cancellationToken)).ToHashSet();
                foreach (var (tenant, source) in here.Where(copy => companies.Contains(copy.TenantId) && !existing.Contains(copy)))
                {
                    await kept.RemoveAsync(tenant, source, cancellationToken);
                    LogRemoved(source);
                }
            }
            catch (Exception e) when (e is SourceException or StoreUnavailableException)
            {
                LogLater(e);
            }
        }
    }

    [LoggerMessage(LogLevel.Information, "Removed what was kept of source {SourceId}, which is not there any more.")]
    private partial void LogRemoved(Guid sourceId);

    [LoggerMessage(LogLevel.Warning, "What is kept of deleted sources could not be removed; the next look is in an hour.")]
    private partial void LogLater(Exception exception);
}
