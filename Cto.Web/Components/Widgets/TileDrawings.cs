using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Cto.Grains.Dashboards;
using Cto.Grains.Widgets;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;

namespace Cto.Web.Components.Widgets;

/// <summary>Tiles as they were drawn a moment ago: most of a page is tiles whose answers have not changed since somebody last looked.</summary>
/// <remarks>
/// Drawings hang on the snapshot that they show and go with it. They are kept for <see cref="KeptFor"/>, so that "4 s ago" is never far from true;
/// the page's script sets it right at once.
/// </remarks>
internal sealed class TileDrawings(IServiceScopeFactory scopes, ILoggerFactory logs)
{
    private static readonly TimeSpan KeptFor = TimeSpan.FromSeconds(5);

    /// <summary>People whose boards show the same answer at the same time; past it, tiles are drawn anew.</summary>
    private const int MostOfOne = 64;

    private readonly ConditionalWeakTable<WidgetSnapshot, ConcurrentDictionary<Place, Drawing>> _kept = [];

    /// <summary>The same tile with its markup; one without an answer is left to be drawn by the page.</summary>
    public async ValueTask<TileView> DrawnAsync(TileView tile)
    {
        if (tile.Reply is null)
        {
            return tile;
        }

        var drawings = _kept.GetValue(tile.Snapshot, static _ => new());
        var place = new Place(tile.Placed, tile.Board, tile.Editable, tile.Query, tile.PageQuery, tile.Display.Zone);
        if (!drawings.TryGetValue(place, out var drawing) || (tile.Display.Now - drawing.At).Duration() > KeptFor)
        {
            if (drawings.Count >= MostOfOne)
            {
                drawings.Clear();
            }

            drawings[place] = drawing = new(await DrawAsync(tile), tile.Display.Now);
        }

        return tile with { Markup = drawing.Markup };
    }

    private async Task<string> DrawAsync(TileView tile)
    {
        await using var scope = scopes.CreateAsyncScope();
        await using var renderer = new HtmlRenderer(scope.ServiceProvider, logs);
        return await renderer.Dispatcher.InvokeAsync(async () =>
        {
            var parameters = ParameterView.FromDictionary(new Dictionary<string, object?> { [nameof(TileResult.Tile)] = tile });
            return (await renderer.RenderComponentAsync<TileResult>(parameters)).ToHtmlString();
        });
    }

    /// <summary>All that a drawing depends on besides the snapshot and the time.</summary>
    private sealed record Place(PlacedWidget Placed, string? Board, bool Editable, string Query, string PageQuery, TimeZoneInfo Zone);

    private sealed record Drawing(string Markup, DateTimeOffset At);
}
