using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;

namespace Cto.Web.Components.Charts;

/// <summary>Writes the shapes of charts; texts are encoded, numbers are short, colours are classes of the theme or, in a file of its own, literal.</summary>
internal sealed class SvgWriter(bool literal)
{
    private readonly StringBuilder _svg = new(2048);

    /// <summary>A nested picture of its own coordinates that is stretched over the whole plot.</summary>
    public SvgWriter BeginStretched(double width, double height)
    {
        Raw($"<svg width=\"100%\" height=\"100%\" viewBox=\"0 0 {Short(width)} {Short(height)}\" preserveAspectRatio=\"none\">");
        return this;
    }

    public SvgWriter EndStretched() => Raw("</svg>");

    /// <summary>A line across the plot at a share of its height.</summary>
    public SvgWriter GridLine(double share, bool foot) =>
        Raw($"<line x1=\"0\" x2=\"100%\" y1=\"{Percent(share)}\" y2=\"{Percent(share)}\" {Look(foot ? "axis" : "grid")}/>");

    /// <summary>A label left of the plot.</summary>
    public SvgWriter LabelLeft(double share, string text) =>
        Raw($"<text x=\"0\" y=\"{Percent(share)}\" dx=\"-8\" dy=\"4\" text-anchor=\"end\" {Look("label")}>{Encode(text)}</text>");

    /// <summary>A label below the plot; the outermost ones stay inside it, minor ones give way where it is narrow.</summary>
    public SvgWriter LabelBelow(double share, string text, bool minor)
    {
        var anchor = share switch { < 0.04 => "start", > 0.96 => "end", _ => "middle" };
        return Raw($"<text x=\"{Percent(share)}\" y=\"100%\" dy=\"17\" text-anchor=\"{anchor}\" {Look(minor && !literal ? "label minor" : "label")}>{Encode(text)}</text>");
    }

    /// <summary>A filled shape.</summary>
    public SvgWriter Fill(string path, Ink ink) => path.Length == 0 ? this : Raw($"<path d=\"{path}\" {Look("fill", ink)}/>");

    /// <summary>A line of even width however the picture is stretched.</summary>
    public SvgWriter Line(string path, Ink ink, string kind = "line") =>
        path.Length == 0 ? this : Raw($"<path d=\"{path}\" vector-effect=\"non-scaling-stroke\" {Look(kind, ink)}/>");

    /// <summary>The soft area under a line, or the band around one.</summary>
    public SvgWriter Area(string path, Ink ink) => path.Length == 0 ? this : Raw($"<path d=\"{path}\" {Look("area", ink)}/>");

    public SvgWriter Raw(string markup)
    {
        _svg.Append(markup);
        return this;
    }

    public static string Encode(string text) => HtmlEncoder.Default.Encode(text);

    /// <summary>At most two decimals: finer than any screen.</summary>
    public static string Short(double value) => Math.Round(value, 2).ToString("0.##", CultureInfo.InvariantCulture);

    public override string ToString() => _svg.ToString();

    private static string Percent(double share) => Short(share * 100) + "%";

    private string Look(string kind, Ink? ink = null) => literal ? SvgInk.Literal(kind, ink) : SvgInk.Class(kind, ink);
}
