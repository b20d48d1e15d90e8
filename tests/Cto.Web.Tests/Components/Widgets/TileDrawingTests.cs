using Cto.Web.Components.Widgets;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace Cto.Web.Tests.Components.Widgets;

public sealed class TileDrawingTests
{
    private readonly TileDrawings _drawings = new(new ServiceCollection().BuildServiceProvider().GetRequiredService<IServiceScopeFactory>(), NullLoggerFactory.Instance);
    private readonly TileView _tile = Samples.Tile("lead-time", Samples.Dora());

    [Fact]
    public async Task A_kept_tile_is_what_the_page_would_draw()
    {
        var drawn = await _drawings.DrawnAsync(_tile);

        Assert.Equal(await Rendered.Html(WidgetComponents.Of(_tile)), drawn.Markup);
        Assert.Equal(drawn.Markup, await Rendered.Html(WidgetComponents.Of(drawn)));
    }

    [Fact]
    public async Task The_same_answer_in_the_same_place_is_drawn_once_for_a_few_seconds()
    {
        var first = await _drawings.DrawnAsync(_tile);

        Assert.Same(first.Markup, (await _drawings.DrawnAsync(Later(4))).Markup);
        Assert.NotSame(first.Markup, (await _drawings.DrawnAsync(Later(6))).Markup);
    }

    [Fact]
    public async Task Another_answer_place_or_reader_has_a_drawing_of_its_own()
    {
        var first = await _drawings.DrawnAsync(_tile);

        Assert.NotSame(first.Markup, (await _drawings.DrawnAsync(_tile with { Snapshot = _tile.Snapshot with { Version = _tile.Snapshot.Version + 1 } })).Markup);
        Assert.Contains("/boards/mine/", (await _drawings.DrawnAsync(_tile with { Board = "mine", Editable = true })).Markup, StringComparison.Ordinal);
        Assert.Contains("Waiting", (await _drawings.DrawnAsync(_tile with { Placed = _tile.Placed with { Title = "Waiting" } })).Markup, StringComparison.Ordinal);
        Assert.Contains("(UTC)", (await _drawings.DrawnAsync(_tile with { Display = _tile.Display with { Zone = TimeZoneInfo.Utc } })).Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_tile_without_an_answer_is_left_to_the_page() =>
        Assert.Null((await _drawings.DrawnAsync(_tile with { Snapshot = _tile.Snapshot with { Reply = null } })).Markup);

    private TileView Later(int seconds) => _tile with { Display = _tile.Display with { Now = _tile.Display.Now.AddSeconds(seconds) } };
}
