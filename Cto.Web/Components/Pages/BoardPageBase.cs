using Cto.Web.Components.Boards;
using Microsoft.AspNetCore.Components;

namespace Cto.Web.Components.Pages;

/// <summary>A page that is a dashboard.</summary>
public abstract class BoardPageBase : FramedPage
{
    [Inject]
    internal BoardReader Boards { get; set; } = null!;

    /// <summary><see langword="null"/> when there is none that the caller may see.</summary>
    protected BoardView? Board { get; private set; }

    protected abstract string BoardId { get; }

    protected override async Task LoadAsync()
    {
        Board = await Boards.ReadAsync(Caller, BoardId, PageFilters.Of(Http.Request.Query), Http.RequestAborted);
        if (Board is null)
        {
            Http.Response.StatusCode = StatusCodes.Status404NotFound;
        }
    }
}
