namespace Cto.Web.Components.Charts;

/// <summary>Grid lines with their values and the labels along the foot.</summary>
internal static class Axes
{
    private const int MostLabels = 7;

    public static void Draw(SvgWriter svg, ChartData data, Scale scale, Func<int, double> across)
    {
        foreach (var tick in scale.Ticks)
        {
            svg.GridLine(scale.FromTop(tick), tick == 0).LabelLeft(scale.FromTop(tick), tick == 0 ? "0" : data.Text(tick));
        }

        var minor = false;
        foreach (var index in Labelled(data.Labels.Count).Reverse())
        {
            svg.LabelBelow(across(index), data.Labels[index], minor);
            minor = !minor;
        }
    }

    /// <summary>Which points get a label: evenly spread, the last one always among them.</summary>
    public static IEnumerable<int> Labelled(int count)
    {
        var step = Math.Max(1, (int)Math.Ceiling((double)count / MostLabels));
        for (var index = (count - 1) % step; index < count; index += step)
        {
            yield return index;
        }
    }
}
