using System.Collections.Immutable;

namespace Cto.Grains.Dashboards;

/// <summary>The rules of the grid: tiles never overlap, never leave it, never get smaller than readable, and leave no empty rows above them.</summary>
public static class DashboardLayout
{
    /// <summary>Puts a tile where it is wanted, as far as the grid allows, and makes the others give way downwards.</summary>
    public static ImmutableArray<PlacedWidget> Place(ImmutableArray<PlacedWidget> widgets, PlacedWidget moved)
    {
        moved = moved with { Area = Fit(moved.Kind, moved.Area) };
        return Settle([moved, .. widgets.Where(widget => widget.Id != moved.Id).OrderBy(widget => widget.Area.Row).ThenBy(widget => widget.Area.Column)]);
    }

    /// <summary>Takes a tile away and lets those below move up.</summary>
    public static ImmutableArray<PlacedWidget> Remove(ImmutableArray<PlacedWidget> widgets, Guid id) =>
        Settle([.. widgets.Where(widget => widget.Id != id).OrderBy(widget => widget.Area.Row).ThenBy(widget => widget.Area.Column)]);

    /// <summary>The first free place of that size, reading from the top left.</summary>
    public static GridArea FirstFree(ImmutableArray<PlacedWidget> widgets, GridSize size)
    {
        for (var row = 0; ; row++)
        {
            for (var column = 0; column + size.Columns <= GridArea.Width; column++)
            {
                var area = new GridArea(column, row, size.Columns, size.Rows);
                if (!widgets.Any(widget => widget.Area.Overlaps(area)))
                {
                    return area;
                }
            }
        }
    }

    private static GridArea Fit(string kind, GridArea wanted)
    {
        var smallest = WidgetKinds.Find(kind)?.Smallest ?? new GridSize(1, 1);
        var columns = Math.Clamp(wanted.Columns, smallest.Columns, GridArea.Width);
        var rows = Math.Clamp(wanted.Rows, smallest.Rows, GridArea.Tallest);
        return new GridArea(Math.Clamp(wanted.Column, 0, GridArea.Width - columns), Math.Max(0, wanted.Row), columns, rows);
    }

    /// <summary>The first tile keeps its place; each next one goes down until it is free. Then all move up as far as they can.</summary>
    private static ImmutableArray<PlacedWidget> Settle(ImmutableArray<PlacedWidget> inOrder)
    {
        var placed = new List<PlacedWidget>(inOrder.Length);
        foreach (var widget in inOrder)
        {
            var area = widget.Area;
            while (placed.Any(other => other.Area.Overlaps(area)))
            {
                area = area with { Row = area.Row + 1 };
            }

            placed.Add(widget with { Area = area });
        }

        var risen = new List<PlacedWidget>(placed.Count);
        foreach (var widget in placed.OrderBy(widget => widget.Area.Row).ThenBy(widget => widget.Area.Column))
        {
            var area = widget.Area;
            while (area.Row > 0 && !risen.Any(other => other.Area.Overlaps(area with { Row = area.Row - 1 })))
            {
                area = area with { Row = area.Row - 1 };
            }

            risen.Add(widget with { Area = area });
        }

        return [.. risen];
    }
}
