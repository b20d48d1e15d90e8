using Microsoft.AspNetCore.Components;

namespace Cto.Web.Components.Widgets;

/// <summary>A widget that shows the answer of one insight. The frame draws what is inside only when there is an answer.</summary>
public abstract class InsightWidget<TAnswer> : ComponentBase
    where TAnswer : class
{
    [Parameter, EditorRequired]
    public required TileView Tile { get; set; }

    /// <summary>The answer; only to be asked for inside the frame.</summary>
    protected TAnswer Answer => (TAnswer)Tile.Reply!.Answer!;
}
