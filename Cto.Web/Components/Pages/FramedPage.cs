using Cto.Web.Components.Layout;
using Cto.Web.Security.Access;
using Microsoft.AspNetCore.Components;

namespace Cto.Web.Components.Pages;

/// <summary>A page inside the frame: reads the frame while it loads what it shows.</summary>
public abstract class FramedPage : ComponentBase
{
    [Inject]
    internal ShellReader Shells { get; set; } = null!;

    [Inject]
    protected Caller Caller { get; set; } = null!;

    [CascadingParameter]
    protected HttpContext Http { get; set; } = null!;

    protected ShellView Shell { get; private set; } = null!;

    /// <summary>Loads what the page shows.</summary>
    protected abstract Task LoadAsync();

    /// <summary>All is loaded before the first rendering: a page is drawn once, and never without what it shows.</summary>
    public override async Task SetParametersAsync(ParameterView parameters)
    {
        parameters.SetParameterProperties(this);
        var shell = Shells.ReadAsync(Http);
        await LoadAsync();
        Shell = await shell;
        await base.SetParametersAsync(ParameterView.Empty);
    }
}
