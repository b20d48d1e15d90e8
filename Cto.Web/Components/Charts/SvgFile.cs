using System.Globalization;

namespace Cto.Web.Components.Charts;

/// <summary>A chart as a picture file of its own: literal colours, a title, a legend; it can be attached to a ticket or printed.</summary>
internal static class SvgFile
{
    private const int Width = 960;
    private const int Height = 420;
    private const int RowHeight = 30;
    private const int Left = 72;
    private const int Top = 76;

    public static string OfColumns(ChartData data, string subtitle) => OfPlot(data, subtitle, ColumnPlot.Draw(data, literal: true));

    public static string OfLines(ChartData data, string subtitle) => OfPlot(data, subtitle, LinePlot.Draw(data, literal: true));

    public static string OfBars(string title, string subtitle, IReadOnlyList<Bar> bars)
    {
        const int Name = 240;
        const int Value = 220;
        var svg = Begin(title, subtitle, Math.Max(Top + 40, Top + (bars.Count * RowHeight) + 16));
        var longest = Math.Max(bars.Select(bar => bar.Value ?? 0).DefaultIfEmpty().Max(), double.Epsilon);
        for (var index = 0; index < bars.Count; index++)
        {
            var (bar, y) = (bars[index], Top + (index * RowHeight));
            svg.Raw($"<text x=\"{Name}\" y=\"{y + 14}\" text-anchor=\"end\" font-size=\"13\" fill=\"#14181f\">{SvgWriter.Encode(Clip(bar.Name))}</text>")
                .Raw($"<rect x=\"{Name + 16}\" y=\"{y + 4}\" width=\"{SvgWriter.Short((bar.Value ?? 0) / longest * (Width - Name - Value - 16))}\" height=\"12\" rx=\"2\" {SvgInk.Literal("fill", bar.Ink)}/>")
                .Raw($"<text x=\"{Width - Value + 12}\" y=\"{y + 14}\" font-size=\"13\" fill=\"#14181f\"><tspan font-weight=\"600\">{SvgWriter.Encode(bar.Text)}</tspan><tspan dx=\"10\" fill=\"#5d6778\">{SvgWriter.Encode(bar.Note ?? "")}</tspan></text>");
        }

        return svg.Raw("</svg>").ToString();
    }

    private static string OfPlot(ChartData data, string subtitle, string plot)
    {
        var svg = Begin(data.Title, subtitle, Height);
        var x = Left;
        foreach (var series in data.Series.Where(_ => data.Series.Count > 1))
        {
            svg.Raw($"<rect x=\"{x}\" y=\"56\" width=\"10\" height=\"10\" rx=\"3\" {SvgInk.Literal("fill", series.Ink)}/><text x=\"{x + 16}\" y=\"65\" font-size=\"12\" fill=\"#465062\">{SvgWriter.Encode(series.Name)}</text>");
            x += 40 + (series.Name.Length * 7);
        }

        return svg.Raw($"<svg x=\"{Left}\" y=\"{Top + 8}\" width=\"{Width - Left - 28}\" height=\"{Height - Top - 48}\" overflow=\"visible\">{plot}</svg></svg>").ToString();
    }

    private static SvgWriter Begin(string title, string subtitle, int height)
    {
        var size = height.ToString(CultureInfo.InvariantCulture);
        return new SvgWriter(literal: true)
            .Raw($"<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{Width}\" height=\"{size}\" viewBox=\"0 0 {Width} {size}\" font-family=\"Inter, Arial, sans-serif\" role=\"img\">")
            .Raw($"<title>{SvgWriter.Encode(title)}</title><rect width=\"{Width}\" height=\"{size}\" fill=\"#ffffff\"/>")
            .Raw($"<text x=\"24\" y=\"30\" font-size=\"16\" font-weight=\"600\" fill=\"#14181f\">{SvgWriter.Encode(title)}</text>")
            .Raw($"<text x=\"24\" y=\"48\" font-size=\"12\" fill=\"#5d6778\">{SvgWriter.Encode(subtitle)}</text>");
    }

    private static string Clip(string name) => name.Length <= 34 ? name : name[..33] + "…";
}
