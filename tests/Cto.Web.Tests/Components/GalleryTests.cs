using AngleSharp.Html.Parser;
using Cto.Grains.Dashboards;
using Cto.Web.Components.Assets;

namespace Cto.Web.Tests.Components;

public sealed class GalleryTests
{
    [Theory]
    [InlineData("light")]
    [InlineData("dark")]
    public async Task Pages_hold_no_inline_script_style_or_event(string theme)
    {
        foreach (var (name, tiles) in new[] { ("overview", Gallery.Overview), ("states", Gallery.States) })
        {
            var html = await Gallery.Page(theme, tiles);
            await KeepForTheEye($"{name}-{theme}", html);
            var document = new HtmlParser().ParseDocument(html);

            Assert.Equal(tiles.Count, document.QuerySelectorAll("article.tile").Length);
            Assert.Empty(document.QuerySelectorAll("[style], style, script:not([src])"));
            Assert.DoesNotContain(document.All, element => element.Attributes.Any(attribute => attribute.Name.StartsWith("on", StringComparison.OrdinalIgnoreCase)));
        }
    }

    [Fact]
    public void Every_kind_of_widget_has_a_component() =>
        Assert.Equal(WidgetKinds.All.Select(kind => kind.Name).Order(), Web.Components.Widgets.WidgetComponents.Kinds.Order());

    /// <summary>With CTO_GALLERY=folder the pages are written there with their files, to be looked at in a browser.</summary>
    internal static async Task KeepForTheEye(string name, string html)
    {
        if (Environment.GetEnvironmentVariable("CTO_GALLERY") is not { Length: > 0 } folder)
        {
            return;
        }

        Directory.CreateDirectory(Path.Combine(folder, "assets"));
        foreach (var file in new[] { "site.css", "site.js", "inter-latin.woff2", "inter-latin-ext.woff2", "icon.svg" })
        {
            var hashed = Path.GetFileName(ClientAssets.Address(file));
            await File.WriteAllBytesAsync(Path.Combine(folder, "assets", hashed), ClientAssets.Find(hashed)!.Plain);
        }

        await File.WriteAllTextAsync(Path.Combine(folder, name + ".html"), html.Replace("\"/assets/", "\"assets/", StringComparison.Ordinal));
    }
}
