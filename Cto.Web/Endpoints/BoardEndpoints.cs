using System.Collections.Immutable;
using Cto.Grains.Dashboards;
using Cto.Insights;
using Cto.Web.Components.Boards;
using Cto.Web.Components.Widgets;
using Cto.Web.Endpoints.Problems;
using Cto.Web.Security.Access;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Cto.Web.Endpoints;

/// <summary>What the pages of dashboards ask for and change; each change is answered with what then holds.</summary>
internal static class BoardEndpoints
{
    /// <summary>Tells the page's script that the dialog has done its work.</summary>
    internal const string DialogDone = """{"dialog-done":true}""";

    public static IEndpointRouteBuilder MapBoards(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/boards").RequireAuthorization(Policies.Read).ExcludeFromDescription();
        group.MapGet("/{id}/widgets/{widget:guid}", Tile);

        var changes = group.MapGroup("").RequireAuthorization(Policies.Write);
        changes.MapGet("/new", AskNew);
        changes.MapPost("/new", Make);
        changes.MapGet("/{id}/catalogue", Catalogue);
        changes.MapGet("/{id}/preview/{kind}", Preview);
        changes.MapGet("/{id}/name", AskName);
        changes.MapPost("/{id}/name", Rename);
        changes.MapPost("/{id}/share/{shared:bool}", Share);
        changes.MapPost("/{id}/reset", Reset);
        changes.MapDelete("/{id}", Delete);
        changes.MapPost("/{id}/widgets/{kind}", Add);
        changes.MapDelete("/{id}/widgets/{widget:guid}", Remove);
        changes.MapPost("/{id}/widgets/{widget:guid}/duplicate", Duplicate);
        changes.MapPost("/{id}/widgets/{widget:guid}/place", Place);
        changes.MapGet("/{id}/widgets/{widget:guid}/settings", AskSettings);
        changes.MapPost("/{id}/widgets/{widget:guid}/settings", Configure);
        return routes;
    }

    private static async Task<Results<RazorComponentResult<TileResult>, NoContent>> Tile(string id, Guid widget, HttpContext http, Caller caller, BoardReader boards) =>
        await boards.TileAsync(caller, id, widget, PageFilters.Of(http.Request.Query), http.RequestAborted) is { } tile
            ? new RazorComponentResult<TileResult>(new { Tile = tile })
            : TypedResults.NoContent();

    private static RazorComponentResult<BoardName> AskNew() => new(new { Address = "/boards/new", IsNew = true });

    private static async Task<NoContent> Make(HttpContext http, Caller caller, BoardReader boards, [FromForm] string name, [FromForm] string template)
    {
        if (!DashboardTemplates.All.Contains(template))
        {
            throw new ProblemException(ProblemKind.Invalid, $"There is no template '{template}'.");
        }

        var id = BoardIds.New();
        await Changed(boards.Grain(caller, id).Put(new() { Name = name, Owner = caller.UserId, Template = template, Widgets = DashboardTemplates.Widgets(template) }));
        return GoTo(http, $"/dashboards/{id}");
    }

    private static async Task<RazorComponentResult<WidgetCatalogue>> Catalogue(string id, HttpContext http, Caller caller, BoardReader boards)
    {
        var state = await Own(boards, caller, id);
        return new(new { Board = new BoardView { Id = id, State = state, Tiles = [], Filters = PageFilters.Of(http.Request.Query), Editable = true } });
    }

    private static async Task<RazorComponentResult<TileResult>> Preview(string id, string kind, HttpContext http, Caller caller, BoardReader boards)
    {
        await Own(boards, caller, id);
        var found = WidgetKinds.Find(kind) ?? throw new ProblemException(ProblemKind.NotFound, $"There is no widget '{kind}'.");
        return new(new { Tile = await boards.PreviewAsync(caller, found, PageFilters.Of(http.Request.Query), http.RequestAborted) });
    }

    private static async Task<RazorComponentResult<BoardName>> AskName(string id, Caller caller, BoardReader boards) =>
        new(new { Address = $"/boards/{id}/name", (await Own(boards, caller, id)).Name });

    private static async Task<NoContent> Rename(string id, HttpContext http, Caller caller, BoardReader boards, [FromForm] string name)
    {
        await Change(boards, caller, id, grain => grain.Rename(name));
        return Reload(http);
    }

    private static async Task<NoContent> Share(string id, bool shared, HttpContext http, Caller caller, BoardReader boards)
    {
        await Change(boards, caller, id, grain => grain.Share(shared));
        return Reload(http);
    }

    private static async Task<NoContent> Delete(string id, HttpContext http, Caller caller, BoardReader boards)
    {
        await Own(boards, caller, id);
        await boards.Grain(caller, id).Delete();
        return GoTo(http, "/");
    }

    private static Task<RazorComponentResult<BoardPanel>> Reset(string id, HttpContext http, Caller caller, BoardReader boards) =>
        Panel(http, boards, caller, id, grain => grain.Reset());

    private static Task<RazorComponentResult<BoardPanel>> Add(string id, string kind, HttpContext http, Caller caller, BoardReader boards) =>
        Panel(http, boards, caller, id, grain => grain.Add(kind, ImmutableDictionary<string, string>.Empty));

    private static Task<RazorComponentResult<BoardPanel>> Remove(string id, Guid widget, HttpContext http, Caller caller, BoardReader boards) =>
        Panel(http, boards, caller, id, grain => grain.Remove(widget));

    private static Task<RazorComponentResult<BoardPanel>> Duplicate(string id, Guid widget, HttpContext http, Caller caller, BoardReader boards) =>
        Panel(http, boards, caller, id, grain => grain.Duplicate(widget));

    /// <summary>Answers with the places of all tiles: the page moves what is there instead of drawing it anew.</summary>
    private static async Task<Ok<IReadOnlyList<TilePlace>>> Place(
        string id, Guid widget, Caller caller, BoardReader boards, [FromForm] int column, [FromForm] int row, [FromForm] int columns, [FromForm] int rows)
    {
        var state = await Change(boards, caller, id, grain => grain.Place(widget, new(column, row, columns, rows)));
        return TypedResults.Ok<IReadOnlyList<TilePlace>>(
            [.. state.Widgets.Select(placed => new TilePlace(placed.Id, placed.Area.Column, placed.Area.Row, placed.Area.Columns, placed.Area.Rows))]);
    }

    private static async Task<RazorComponentResult<TileSettings>> AskSettings(string id, Guid widget, HttpContext http, Caller caller, BoardReader boards, InsightCatalog insights)
    {
        var placed = (await Own(boards, caller, id)).Widgets.FirstOrDefault(placed => placed.Id == widget)
            ?? throw new ProblemException(ProblemKind.NotFound, "This tile is not on the dashboard any more.");
        var kind = WidgetKinds.Find(placed.Kind)!;
        return new(new { Kind = kind, Placed = placed, Insight = insights.Find(kind.Insight)!.Descriptor, Address = http.Request.Path + http.Request.QueryString });
    }

    private static async Task<RazorComponentResult<BoardPanel>> Configure(string id, Guid widget, HttpContext http, Caller caller, BoardReader boards)
    {
        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        var parameters = form.Where(field => field.Key != "title" && !field.Key.StartsWith("__", StringComparison.Ordinal) && !string.IsNullOrWhiteSpace(field.Value))
            .ToDictionary(field => field.Key, field => field.Value.ToString());
        return await Panel(http, boards, caller, id, grain => grain.Configure(widget, form["title"], parameters));
    }

    private static async Task<RazorComponentResult<BoardPanel>> Panel(HttpContext http, BoardReader boards, Caller caller, string id, Func<IDashboardGrain, Task<DashboardState>> change)
    {
        var state = await Change(boards, caller, id, change);
        http.Response.Headers["HX-Trigger"] = DialogDone;
        return new(new { Board = await boards.ViewAsync(caller, id, state, PageFilters.Of(http.Request.Query), http.RequestAborted) });
    }

    private static async Task<DashboardState> Change(BoardReader boards, Caller caller, string id, Func<IDashboardGrain, Task<DashboardState>> change)
    {
        var state = await Own(boards, caller, id);
        var grain = boards.Grain(caller, id);
        if (BoardIds.IsReadyMade(id))
        {
            await grain.Open(state.Template, state.Owner);
        }

        return await Changed(change(grain));
    }

    private static async Task<DashboardState> Changed(Task<DashboardState> change)
    {
        try
        {
            return await change;
        }
        catch (DashboardException e)
        {
            throw new ProblemException(ProblemKind.Invalid, e.Message);
        }
    }

    private static async Task<DashboardState> Own(BoardReader boards, Caller caller, string id) =>
        await boards.StateAsync(caller, id) is not { } state ? throw new ProblemException(ProblemKind.NotFound, "This dashboard is not there, or it is not shared with you.")
        : !BoardReader.MayChange(caller, state) ? throw new ProblemException(ProblemKind.NotPermitted, "Only its owner changes a dashboard.")
        : state;

    private static NoContent Reload(HttpContext http)
    {
        http.Response.Headers["HX-Refresh"] = "true";
        return TypedResults.NoContent();
    }

    private static NoContent GoTo(HttpContext http, string path)
    {
        http.Response.Headers["HX-Redirect"] = path;
        return TypedResults.NoContent();
    }
}

/// <summary>Where a tile stands now.</summary>
internal sealed record TilePlace(Guid Id, int Column, int Row, int Columns, int Rows);
