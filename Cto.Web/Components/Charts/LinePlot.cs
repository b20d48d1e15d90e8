using System.Text;

namespace Cto.Web.Components.Charts;

/// <summary>Lines over an axis, each with its gaps, its projection and its band.</summary>
internal static class LinePlot
{
    private const double Width = 1000;
    private const double Height = 400;

    public static string Draw(ChartData data, bool literal)
    {
        var svg = new SvgWriter(literal);
        var count = data.Labels.Count;
        var largest = data.Series.SelectMany(series => series.Values.Select(value => value ?? 0).Concat(series.Band?.Select(band => band?.High ?? 0) ?? [])).DefaultIfEmpty().Max();
        var scale = data.Scale(largest);
        Axes.Draw(svg, data, scale, index => count < 2 ? 0.5 : (double)index / (count - 1));
        svg.BeginStretched(Width, Height);
        foreach (var series in data.Series)
        {
            double Across(int index) => count < 2 ? Width / 2 : index * Width / (count - 1);
            double Down(double value) => scale.FromTop(value) * Height;
            var path = new LinePath(series.Values, Across, Down, Height);
            svg.Area(BandPath(series, Across, Down), series.Ink);
            if (data.Series.Count == 1 && !series.Projected)
            {
                svg.Area(path.Area, series.Ink);
            }

            svg.Line(path.Gaps, series.Ink, "gap").Line(path.Line, series.Ink, series.Projected ? "projected" : "line");
        }

        return svg.EndStretched().ToString();
    }

    private static string BandPath(ChartSeries series, Func<int, double> across, Func<double, double> down)
    {
        if (series.Band is not { } band)
        {
            return "";
        }

        var known = Enumerable.Range(0, band.Count).Where(index => band[index] is not null).ToList();
        var path = new StringBuilder();
        foreach (var (index, high) in known.Select(index => (index, true)).Concat(known.AsEnumerable().Reverse().Select(index => (index, false))))
        {
            var value = high ? band[index]!.Value.High : band[index]!.Value.Low;
            path.Append(path.Length == 0 ? 'M' : 'L').Append(SvgWriter.Short(across(index))).Append(' ').Append(SvgWriter.Short(down(value)));
        }

        return path.Length == 0 ? "" : path.Append('Z').ToString();
    }
}
