using Cto.Grains.Dashboards;
using Cto.Grains.Widgets;
using Cto.Insights;
using Cto.Insights.Tenants;
using Cto.Web.Components.Format;
using Cto.Web.Components.Widgets;
using Cto.Web.Security.Access;

namespace Cto.Web.Components.Boards;

/// <summary>Brings dashboards and what their tiles show; the answers stand ready in the widget grains.</summary>
internal sealed class BoardReader(IGrainFactory grains, WidgetReader widgets, InsightCatalog insights, TenantStore tenants, TileDrawings drawings, TimeProvider clock)
{
    /// <summary>A page waits this long for an answer that is being made; a tile without one arrives later by itself.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(300);

    public IDashboardGrain Grain(Caller caller, string id) => grains.GetGrain<IDashboardGrain>($"{caller.TenantId:D}/{id}");

    /// <summary>The dashboard's layout; a ready-made one is there before it was ever changed.</summary>
    /// <returns><see langword="null"/> when there is none that the caller may see.</returns>
    public async Task<DashboardState?> StateAsync(Caller caller, string id)
    {
        var state = await Grain(caller, id).Read();
        if (state is null && BoardIds.Template(id) is { } template && id == BoardIds.ReadyMade(template, caller.Id))
        {
            return new() { Name = DashboardTemplates.Title(template), Owner = caller.UserId, Template = template, Widgets = DashboardTemplates.Widgets(template) };
        }

        return state is not null && (state.Shared || state.Owner == caller.UserId) ? state : null;
    }

    /// <summary>Whether the caller may change the dashboard.</summary>
    public static bool MayChange(Caller caller, DashboardState state) => caller.May(TokenScope.Write) && state.Owner == caller.UserId;

    /// <returns><see langword="null"/> when there is none that the caller may see.</returns>
    public async Task<BoardView?> ReadAsync(Caller caller, string id, PageFilters filters, CancellationToken cancellationToken) =>
        await StateAsync(caller, id) is { } state ? await ViewAsync(caller, id, state, filters, cancellationToken) : null;

    /// <summary>The dashboard with what its tiles show, in the order they are read.</summary>
    public async Task<BoardView> ViewAsync(Caller caller, string id, DashboardState state, PageFilters filters, CancellationToken cancellationToken)
    {
        var display = await DisplayAsync(caller, cancellationToken);
        var editable = MayChange(caller, state);
        var tiles = await Task.WhenAll(state.Widgets
            .OrderBy(widget => widget.Area.Row).ThenBy(widget => widget.Area.Column)
            .Select(widget => TileAsync(caller, id, widget, filters, display, editable)));
        return new() { Id = id, State = state, Tiles = tiles, Filters = filters, Editable = editable };
    }

    /// <summary>One tile; <see langword="null"/> when it is not on the dashboard any more.</summary>
    public async Task<TileView?> TileAsync(Caller caller, string id, Guid widget, PageFilters filters, CancellationToken cancellationToken) =>
        await StateAsync(caller, id) is { } state && state.Widgets.FirstOrDefault(placed => placed.Id == widget) is { } placed
            ? await TileAsync(caller, id, placed, filters, await DisplayAsync(caller, cancellationToken), MayChange(caller, state))
            : null;

    /// <summary>A tile that stands on no dashboard, to be looked at before it is added.</summary>
    public async Task<TileView> PreviewAsync(Caller caller, WidgetKind kind, PageFilters filters, CancellationToken cancellationToken)
    {
        var placed = new PlacedWidget { Id = Guid.CreateVersion7(), Kind = kind.Name, Area = new(0, 0, kind.Size.Columns, kind.Size.Rows) };
        return await TileAsync(caller, null, placed, filters, await DisplayAsync(caller, cancellationToken), editable: false);
    }

    public async Task<DisplayContext> DisplayAsync(Caller caller, CancellationToken cancellationToken) =>
        new(clock.GetUtcNow(), (await tenants.FindAsync(caller.TenantId, cancellationToken))?.TimeZone ?? TimeZoneInfo.Utc);

    private async Task<TileView> TileAsync(Caller caller, string? board, PlacedWidget placed, PageFilters filters, DisplayContext display, bool editable)
    {
        var kind = WidgetKinds.Find(placed.Kind) ?? throw new InvalidOperationException($"A dashboard has a widget of the unknown kind '{placed.Kind}'.");
        var (snapshot, query) = await SnapshotAsync(caller, kind, placed, filters, display);
        return await drawings.DrawnAsync(new()
        {
            Placed = placed,
            Kind = kind,
            Snapshot = snapshot,
            Display = display,
            Query = query,
            Board = board,
            Editable = editable,
            PageQuery = filters.Query,
        });
    }

    private async Task<(WidgetSnapshot Snapshot, string Query)> SnapshotAsync(
        Caller caller, WidgetKind kind, PlacedWidget placed, PageFilters filters, DisplayContext display)
    {
        if (insights.Find(kind.Insight)?.Descriptor is not { } insight)
        {
            return (Failing(display, $"This version cannot answer '{kind.Insight}'.", "Remove the widget, or ask the operator which versions run."), "");
        }

        try
        {
            var parameters = filters.For(insight, placed.Parameters);
            return (await widgets.ReadAsync(WidgetKey.Of(caller.TenantId, insight, parameters), Patience), parameters.Canonical);
        }
        catch (InsightParameterException e)
        {
            return (Failing(display, e.Message, "Change the period or the widget's settings."), "");
        }
    }

    private static WidgetSnapshot Failing(DisplayContext display, string fault, string remedy) =>
        new() { Key = "", Version = 0, State = WidgetState.Failing, Since = display.Now, Fault = fault, Remedy = remedy };
}
