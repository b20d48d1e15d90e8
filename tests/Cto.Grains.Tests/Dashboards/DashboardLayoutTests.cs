using System.Collections.Immutable;
using Cto.Grains.Dashboards;

namespace Cto.Grains.Tests.Dashboards;

public sealed class DashboardLayoutTests
{
    private static readonly Guid A = new("aaaaaaaa-0000-0000-0000-000000000000");
    private static readonly Guid B = new("bbbbbbbb-0000-0000-0000-000000000000");
    private static readonly Guid C = new("cccccccc-0000-0000-0000-000000000000");

    [Fact]
    public void A_tile_moved_onto_another_pushes_it_down()
    {
        var laid = DashboardLayout.Place([Tile(A, 0, 0, 6, 3), Tile(B, 6, 0, 6, 3)], Tile(B, 0, 0, 6, 3));
        Assert.Equal(new GridArea(0, 0, 6, 3), AreaOf(laid, B));
        Assert.Equal(new GridArea(0, 3, 6, 3), AreaOf(laid, A));
    }

    [Fact]
    public void A_tile_dropped_far_below_rises_to_the_others()
    {
        var laid = DashboardLayout.Place([Tile(A, 0, 0, 6, 3)], Tile(B, 0, 40, 6, 3));
        Assert.Equal(3, AreaOf(laid, B).Row);
    }

    [Fact]
    public void Removing_a_tile_lets_those_below_move_up()
    {
        var laid = DashboardLayout.Remove([Tile(A, 0, 0, 12, 4), Tile(B, 0, 4, 6, 3), Tile(C, 6, 4, 6, 3)], A);
        Assert.Equal([0, 0], laid.Select(widget => widget.Area.Row));
    }

    [Theory]
    [InlineData(-5, 0, 6, 3, 0, 0, 6, 3)]
    [InlineData(11, 0, 6, 3, 6, 0, 6, 3)]
    [InlineData(0, -2, 6, 3, 0, 0, 6, 3)]
    [InlineData(0, 0, 99, 99, 0, 0, 12, 20)]
    [InlineData(0, 0, 1, 1, 0, 0, 2, 2)]
    public void A_tile_never_leaves_the_grid_or_gets_unreadable(int column, int row, int columns, int rows, int c, int r, int w, int h) =>
        Assert.Equal(new GridArea(c, r, w, h), AreaOf(DashboardLayout.Place([], Tile(A, column, row, columns, rows)), A));

    [Fact]
    public void A_new_tile_takes_the_first_free_place()
    {
        Assert.Equal(new GridArea(9, 0, 3, 2), DashboardLayout.FirstFree([Tile(A, 0, 0, 3, 2), Tile(B, 3, 0, 6, 2)], new(3, 2)));
        Assert.Equal(new GridArea(0, 2, 12, 1), DashboardLayout.FirstFree([Tile(A, 0, 0, 3, 2)], new(12, 1)));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    public void Whatever_is_moved_tiles_neither_overlap_nor_leave_a_gap_above(int seed)
    {
        var random = new Random(seed);
        ImmutableArray<PlacedWidget> widgets = [];
        for (var i = 0; i < 200; i++)
        {
            var id = new Guid(random.Next(12), 0, 0, new byte[8]);
            widgets = random.Next(8) == 0
                ? DashboardLayout.Remove(widgets, id)
                : DashboardLayout.Place(widgets, Tile(id, random.Next(-2, 14), random.Next(-2, 30), random.Next(0, 14), random.Next(0, 9)));
            AssertSettled(widgets);
        }
    }

    [Fact]
    public void Every_template_is_laid_without_overlap_and_has_ids_of_its_own()
    {
        foreach (var widgets in DashboardTemplates.All.Select(DashboardTemplates.Widgets))
        {
            AssertSettled(widgets);
            Assert.Equal(widgets.Length, widgets.Select(widget => widget.Id).Distinct().Count());
        }
    }

    private static void AssertSettled(ImmutableArray<PlacedWidget> widgets)
    {
        foreach (var widget in widgets)
        {
            Assert.InRange(widget.Area.Column, 0, GridArea.Width - widget.Area.Columns);
            Assert.DoesNotContain(widgets, other => other.Id != widget.Id && other.Area.Overlaps(widget.Area));
            var above = widget.Area with { Row = widget.Area.Row - 1 };
            Assert.True(above.Row < 0 || widgets.Any(other => other.Id != widget.Id && other.Area.Overlaps(above)), $"{widget.Id} could stand higher.");
        }
    }

    private static PlacedWidget Tile(Guid id, int column, int row, int columns, int rows) =>
        new() { Id = id, Kind = "lead-time", Area = new(column, row, columns, rows) };

    private static GridArea AreaOf(ImmutableArray<PlacedWidget> widgets, Guid id) => widgets.Single(widget => widget.Id == id).Area;
}
