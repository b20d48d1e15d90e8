using System.Collections.Concurrent;
using Cto.Insights.Delivery.Links;
using Cto.Insights.Facts;
using Cto.Insights.Tenants;
using Microsoft.Extensions.Logging;

namespace Cto.Grains.Sources;

/// <summary>Tells a tenant's widgets that facts changed; during long syncs not more than once a second.</summary>
public sealed partial class SourceNews(FactNews facts, TenantStore tenants, LinkRefresh links, TimeProvider clock, ILogger<SourceNews> logger)
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);
    private readonly ConcurrentDictionary<Guid, DateTimeOffset> _told = new();

    /// <param name="tenantId">Whose facts.</param>
    /// <param name="kinds">The kinds that changed; nothing happens when there are none.</param>
    /// <param name="atOnce">Whether this is the last news for now. News held back are told with it, because it names their kinds too.</param>
    public async Task TellAsync(Guid tenantId, IReadOnlyList<string> kinds, bool atOnce)
    {
        var now = clock.GetUtcNow();
        if (kinds.Count == 0 || (!atOnce && _told.TryGetValue(tenantId, out var last) && now - last < Pause))
        {
            return;
        }

        _told[tenantId] = now;
        try
        {
            if (atOnce && await tenants.FindAsync(tenantId, CancellationToken.None) is { } tenant)
            {
                // Linked here once, the answers need not do it.
                await links.RefreshAsync(tenant, CancellationToken.None);
            }

            await facts.TellAsync(tenantId, kinds, CancellationToken.None);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            // The facts are stored; widgets find them with their next refresh.
            LogUntold(e, tenantId);
        }
    }

    [LoggerMessage(LogLevel.Warning, "The widgets of tenant {TenantId} could not be told of changed facts.")]
    private partial void LogUntold(Exception exception, Guid tenantId);
}
