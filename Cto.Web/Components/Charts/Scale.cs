namespace Cto.Web.Components.Charts;

/// <summary>A vertical axis from 0 to a round top, with its ticks.</summary>
public sealed record Scale(double Top, IReadOnlyList<double> Ticks)
{
    private static readonly double[] NiceSteps = [1, 2, 2.5, 5, 10];

    /// <summary>Steps that read well as durations, in seconds.</summary>
    private static readonly double[] TimeSteps =
        [1, 5, 15, 30, 60, 300, 600, 900, 1800, 3600, 7200, 10_800, 21_600, 43_200, 86_400, 172_800, 259_200, 604_800, 1_209_600, 2_592_000, 7_776_000, 31_536_000];

    /// <summary>An axis of plain numbers with about four steps; whole ones where the values are counts.</summary>
    public static Scale OfNumbers(double largest, bool whole)
    {
        if (!(largest > 0) || double.IsInfinity(largest))
        {
            return new(1, [0, 1]);
        }

        var raw = largest / 4;
        var magnitude = Math.Pow(10, Math.Floor(Math.Log10(raw)));
        var step = NiceSteps.First(nice => (nice * magnitude) >= raw * 0.999) * magnitude;
        return OfStep(largest, whole ? Math.Max(1, Math.Ceiling(step)) : step);
    }

    /// <summary>An axis of durations in seconds with steps of whole minutes, hours or days.</summary>
    public static Scale OfDurations(double largest)
    {
        if (!(largest > 0) || double.IsInfinity(largest))
        {
            return new(3600, [0, 3600]);
        }

        var longest = TimeSteps[^1];
        var step = TimeSteps.FirstOrDefault(candidate => candidate >= largest / 4.2, longest * Math.Ceiling(largest / 4 / longest));
        return OfStep(largest, step);
    }

    /// <summary>The value as a share of the axis from the top down, 0 to 1: where SVG draws it.</summary>
    public double FromTop(double value) => 1 - (Math.Clamp(value, 0, Top) / Top);

    private static Scale OfStep(double largest, double step)
    {
        var steps = (int)Math.Max(1, Math.Ceiling((largest / step) - 1e-9));
        return new(steps * step, [.. Enumerable.Range(0, steps + 1).Select(index => index * step)]);
    }
}
