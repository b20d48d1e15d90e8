using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Forms;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace Cto.Web.Tests.Components;

/// <summary>Renders components as the server does and reads what came out as a browser would.</summary>
internal static class Rendered
{
    public static async Task<IDocument> DocumentOf<TComponent>(params (string Name, object? Value)[] parameters)
        where TComponent : IComponent => new HtmlParser().ParseDocument(await Html<TComponent>(parameters));

    public static Task<string> Html<TComponent>(params (string Name, object? Value)[] parameters)
        where TComponent : IComponent => Html(builder =>
        {
            builder.OpenComponent<TComponent>(0);
            builder.AddMultipleAttributes(1, parameters.Select(parameter => KeyValuePair.Create(parameter.Name, parameter.Value!)));
            builder.CloseComponent();
        });

    public static async Task<string> Html(RenderFragment content)
    {
        await using var services = new ServiceCollection().AddSingleton<AntiforgeryStateProvider, NoToken>().BuildServiceProvider();
        await using var renderer = new HtmlRenderer(services, NullLoggerFactory.Instance);
        return await renderer.Dispatcher.InvokeAsync(async () =>
        {
            var root = await renderer.RenderComponentAsync<Fragment>(ParameterView.FromDictionary(new Dictionary<string, object?> { ["Content"] = content }));
            return root.ToHtmlString();
        });
    }

    /// <summary>A whole page: the document with its head, so that a browser shows it as it will be.</summary>
    public static Task<string> Page(string? theme, RenderFragment content) => Html(builder =>
    {
        builder.OpenComponent<Cto.Web.Components.Layout.Document>(0);
        builder.AddComponentParameter(1, "Theme", theme);
        builder.AddComponentParameter(2, "ChildContent", content);
        builder.CloseComponent();
    });

    private sealed class Fragment : ComponentBase
    {
        [Parameter, EditorRequired]
        public required RenderFragment Content { get; set; }

        protected override void BuildRenderTree(Microsoft.AspNetCore.Components.Rendering.RenderTreeBuilder builder) => builder.AddContent(0, Content);
    }

    private sealed class NoToken : AntiforgeryStateProvider
    {
        public override AntiforgeryRequestToken? GetAntiforgeryToken() => null;
    }
}
