using System.Text;

namespace Cto.Web.Components.Charts;

/// <summary>Columns over an axis, the series stacked in their order.</summary>
internal static class ColumnPlot
{
    private const double Height = 400;
    private const double Slot = 10;

    public static string Draw(ChartData data, bool literal)
    {
        var svg = new SvgWriter(literal);
        var count = data.Labels.Count;
        var largest = Enumerable.Range(0, count).Select(index => data.Series.Sum(series => series.Values[index] ?? 0)).DefaultIfEmpty().Max();
        var scale = data.Scale(largest);
        Axes.Draw(svg, data, scale, index => (index + 0.5) / count);
        svg.BeginStretched(Math.Max(1, count) * Slot, Height);

        var margin = count > 45 ? 1.2 : 2;
        var below = new double[count];
        foreach (var series in data.Series)
        {
            var path = new StringBuilder();
            for (var index = 0; index < count; index++)
            {
                if (series.Values[index] is not { } value || value <= 0)
                {
                    continue;
                }

                var foot = scale.FromTop(below[index]) * Height;
                below[index] += value;
                var head = scale.FromTop(below[index]) * Height;
                path.Append('M').Append(SvgWriter.Short((index * Slot) + margin)).Append(' ').Append(SvgWriter.Short(head))
                    .Append('h').Append(SvgWriter.Short(Slot - (2 * margin))).Append('V').Append(SvgWriter.Short(foot))
                    .Append('h').Append(SvgWriter.Short((2 * margin) - Slot)).Append('z');
            }

            svg.Fill(path.ToString(), series.Ink);
        }

        return svg.EndStretched().ToString();
    }
}
