using Cto.Domain.Sources;
using Cto.Grains.Dashboards;
using Cto.Insights.Sources;
using Cto.Insights.Tenants;
using Cto.Web.Components.Boards;
using Cto.Web.Components.Format;
using Cto.Web.Components.Sources;
using Cto.Web.Security.Access;

namespace Cto.Web.Components.Layout;

/// <summary>Brings what stands around every page.</summary>
internal sealed class ShellReader(Caller caller, DashboardStore dashboards, SourceHealthReader healths, TenantStore tenants, SourceStore sources, TimeProvider clock)
{
    public async Task<ShellView> ReadAsync(HttpContext http)
    {
        var tenant = await tenants.FindAsync(caller.TenantId, http.RequestAborted);
        var boards = dashboards.VisibleToAsync(caller.TenantId, caller.UserId ?? caller.Id, http.RequestAborted);
        var freshness = FreshnessAsync(http.RequestAborted);
        return new()
        {
            User = caller.Name,
            Tenant = tenant?.Name ?? "",
            Path = http.Request.Path.Value ?? "/",
            Display = new DisplayContext(clock.GetUtcNow(), tenant?.TimeZone ?? TimeZoneInfo.Utc),
            Freshness = await freshness,
            Boards = [.. (await boards).Where(board => !BoardIds.IsReadyMade(board.Id)).Select(board => new BoardLink(board.Id, board.Name, board.Shared))],
            PageQuery = PageFilters.Of(http.Request.Query).Query,
        };
    }

    private async Task<FreshnessView> FreshnessAsync(CancellationToken cancellationToken)
    {
        // Right after the first source is connected the health may still be that of none: whoever comes back from connecting must not be told to connect.
        var health = await healths.ReadAsync(
            caller.TenantId, async answer => answer is null or { Total: 0 } && (await sources.ListAsync(caller.TenantId, cancellationToken)).Count > 0);
        return health is { } answer
            ? new(answer.Total, answer.Failing, answer.Throttled, answer.Sources.Count(source => source.State.Equals(nameof(SourceState.Syncing), StringComparison.OrdinalIgnoreCase)), answer.AsOf)
            : FreshnessView.None;
    }
}
