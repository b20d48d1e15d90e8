using Cto.Web.Components.Boards;
using Cto.Web.Components.Layout;
using Cto.Web.Security.Access;
using Microsoft.AspNetCore.Components;

namespace Cto.Web.Components.Pages;

/// <summary>A page that is a dashboard: reads frame and board at the same time.</summary>
public abstract class BoardPageBase : ComponentBase
{
    [Inject]
    internal BoardReader Boards { get; set; } = null!;

    [Inject]
    internal ShellReader Shells { get; set; } = null!;

    [Inject]
    protected Caller Caller { get; set; } = null!;

    [CascadingParameter]
    protected HttpContext Http { get; set; } = null!;

    protected ShellView Shell { get; private set; } = null!;

    /// <summary><see langword="null"/> when there is none that the caller may see.</summary>
    protected BoardView? Board { get; private set; }

    protected abstract string BoardId { get; }

    protected override async Task OnInitializedAsync()
    {
        var shell = Shells.ReadAsync(Http);
        Board = await Boards.ReadAsync(Caller, BoardId, PageFilters.Of(Http.Request.Query), Http.RequestAborted);
        Shell = await shell;
        if (Board is null)
        {
            Http.Response.StatusCode = StatusCodes.Status404NotFound;
        }
    }
}
