using System.Text;

namespace Cto.Web.Components.Charts;

/// <summary>The line through points of which some are missing: unbroken stretches, the gaps between them, and the area below.</summary>
internal sealed class LinePath
{
    private readonly StringBuilder _line = new();
    private readonly StringBuilder _gaps = new();
    private readonly StringBuilder _area = new();

    /// <param name="values">One a point; <see langword="null"/> is a gap.</param>
    /// <param name="across">The horizontal place of a point.</param>
    /// <param name="down">The vertical place of a value.</param>
    /// <param name="floor">The vertical place of 0.</param>
    public LinePath(IReadOnlyList<double?> values, Func<int, double> across, Func<double, double> down, double floor)
    {
        var last = -1;
        for (var i = 0; i < values.Count; i++)
        {
            if (values[i] is not { } value)
            {
                continue;
            }

            var (x, y) = (SvgWriter.Short(across(i)), SvgWriter.Short(down(value)));
            var goesOn = last >= 0 && last == i - 1;
            if (last >= 0 && !goesOn)
            {
                _gaps.Append('M').Append(Point(values, last, across, down)).Append('L').Append(x).Append(' ').Append(y);
            }

            _line.Append(goesOn ? 'L' : 'M').Append(x).Append(' ').Append(y);
            if (!goesOn)
            {
                // A stretch of a single point is a dot: a line of no length with round ends.
                _line.Append("h0");
            }

            if (last < 0)
            {
                _area.Append('M').Append(x).Append(' ').Append(SvgWriter.Short(floor));
            }

            _area.Append('L').Append(x).Append(' ').Append(y);
            last = i;
        }

        if (last >= 0)
        {
            _area.Append('L').Append(SvgWriter.Short(across(last))).Append(' ').Append(SvgWriter.Short(floor)).Append('Z');
            End = $"M{Point(values, last, across, down)}h0";
        }
    }

    public string Line => _line.ToString();

    /// <summary>What joins the stretches, to be drawn faintly.</summary>
    public string Gaps => _gaps.ToString();
    public string Area => _area.ToString();

    /// <summary>The last point; empty when there is none.</summary>
    public string End { get; } = "";

    private static string Point(IReadOnlyList<double?> values, int index, Func<int, double> across, Func<double, double> down) =>
        $"{SvgWriter.Short(across(index))} {SvgWriter.Short(down(values[index]!.Value))}";
}
