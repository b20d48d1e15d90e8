using System.Collections.Immutable;
using Cto.Grains.Dashboards;

namespace Cto.Web.Endpoints.Dashboards;

/// <summary>A dashboard as the API tells it.</summary>
/// <param name="Owner">The person's id; <see langword="null"/> for one that a token made.</param>
/// <param name="Version">Goes up with every change.</param>
public sealed record DashboardAnswer(string Id, string Name, Guid? Owner, bool Shared, string Template, IReadOnlyList<DashboardWidget> Widgets, long Version)
{
    internal static DashboardAnswer Of(string id, DashboardState state) =>
        new(id, state.Name, state.Owner, state.Shared, state.Template, [.. state.Widgets.Select(DashboardWidget.Of)], state.Version);
}

/// <summary>A widget in its place, in cells of a grid of 12 columns.</summary>
/// <param name="Id">Left out = a new one.</param>
/// <param name="Kind">A name of <c>GET /api/v1/dashboards/widgets</c>.</param>
/// <param name="Title">Left out = the kind's.</param>
/// <param name="Parameters">The insight's parameters that hold for this tile whatever the page says.</param>
public sealed record DashboardWidget(
    string Kind, int Column, int Row, int Columns, int Rows, Guid? Id = null, string? Title = null, IReadOnlyDictionary<string, string>? Parameters = null)
{
    internal static DashboardWidget Of(PlacedWidget widget) =>
        new(widget.Kind, widget.Area.Column, widget.Area.Row, widget.Area.Columns, widget.Area.Rows, widget.Id, widget.Title, widget.Parameters);

    internal PlacedWidget ToPlaced() => new()
    {
        Id = Id ?? Guid.CreateVersion7(),
        Kind = Kind,
        Area = new(Column, Row, Columns, Rows),
        Title = Title is null ? null : Texts.Name(Title, "title"),
        Parameters = (Parameters ?? new Dictionary<string, string>()).ToImmutableSortedDictionary(StringComparer.Ordinal),
    };
}

/// <summary>A dashboard to be made: of its template, or of the widgets when they are given.</summary>
/// <param name="Template"><c>overview</c>, <c>delivery</c> or <c>blank</c>; left out = blank.</param>
public sealed record NewDashboard(string Name, string? Template = null, bool Shared = false, IReadOnlyList<DashboardWidget>? Widgets = null);

/// <summary>What a dashboard is to be.</summary>
/// <param name="Version">The version it is based on; left out = whatever is there.</param>
public sealed record DashboardChange(string Name, IReadOnlyList<DashboardWidget> Widgets, bool Shared = false, long? Version = null);
