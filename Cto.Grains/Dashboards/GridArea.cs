namespace Cto.Grains.Dashboards;

/// <summary>A place on the grid of <see cref="Width"/> columns and as many rows as it takes.</summary>
/// <param name="Column">0 to 11.</param>
/// <param name="Row">From 0 down.</param>
/// <param name="Columns">1 to 12.</param>
/// <param name="Rows">1 to <see cref="Tallest"/>.</param>
[GenerateSerializer, Alias("cto.grid-area"), Immutable]
public readonly record struct GridArea([property: Id(0)] int Column, [property: Id(1)] int Row, [property: Id(2)] int Columns, [property: Id(3)] int Rows)
{
    public const int Width = 12;
    public const int Tallest = 20;

    public int Bottom => Row + Rows;

    public int Right => Column + Columns;

    public bool Overlaps(GridArea other) => Column < other.Right && other.Column < Right && Row < other.Bottom && other.Row < Bottom;
}
