namespace Cto.Grains.Dashboards;

/// <summary>A kind of widget in the catalogue: one view of one insight.</summary>
/// <param name="Name">The stable name, for example <c>lead-time</c>.</param>
/// <param name="Title">The name on the tile.</param>
/// <param name="Shows">One sentence for the catalogue.</param>
/// <param name="Insight">The insight it shows.</param>
/// <param name="Size">Its size when it is added, in grid cells (12 columns).</param>
/// <param name="Smallest">The smallest size that is still readable.</param>
public sealed record WidgetKind(string Name, string Title, string Shows, string Insight, GridSize Size, GridSize Smallest)
{
    /// <summary>A new tile of this kind, not yet placed.</summary>
    internal PlacedWidget Place(Guid id, GridArea area) => new() { Id = id, Kind = Name, Area = area };
}

/// <summary>A size in cells of the grid: 12 columns, rows of equal height.</summary>
public readonly record struct GridSize(int Columns, int Rows);
