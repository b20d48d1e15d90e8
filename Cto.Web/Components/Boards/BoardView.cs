using Cto.Grains.Dashboards;
using Cto.Web.Components.Widgets;

namespace Cto.Web.Components.Boards;

/// <summary>A dashboard as one person sees it now.</summary>
public sealed record BoardView
{
    public required string Id { get; init; }
    public required DashboardState State { get; init; }
    public required IReadOnlyList<TileView> Tiles { get; init; }
    public required PageFilters Filters { get; init; }

    /// <summary>Whether who looks may change it.</summary>
    public required bool Editable { get; init; }

    /// <summary>Whether it is one of the ready-made ones, which are there for everyone and cannot be deleted.</summary>
    public bool ReadyMade => BoardIds.IsReadyMade(Id);

    /// <summary>An address of this board's endpoints with the page's filters.</summary>
    public string Address(string action) => Filters.Query is { Length: > 0 } query ? $"/boards/{Id}{action}?{query}" : $"/boards/{Id}{action}";
}
