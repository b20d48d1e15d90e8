namespace Cto.Web.Components.Format;

/// <summary>Durations as people say them: <c>46 min</c>, <c>21 h</c>, <c>3 d 4 h</c>.</summary>
public static class DurationText
{
    private const long Minute = 60;
    private const long Hour = 60 * Minute;
    private const long Day = 24 * Hour;

    /// <summary>The whole text; <see cref="NumberText.None"/> for <see langword="null"/>.</summary>
    public static string Of(double? seconds) =>
        seconds is { } value ? string.Join('\u00a0', Parts(value).Select(part => part.ToString())) : NumberText.None;

    /// <summary>One part, or two where the larger one alone would be too coarse (below 10 of it).</summary>
    public static IReadOnlyList<Quantity> Parts(double seconds)
    {
        var size = Math.Abs(seconds);
        var sign = seconds < 0 ? "\u2212" : "";
        return size switch
        {
            0 => [new("0", "s")],
            < 1 => [new(sign + "<\u00a01", "s")],
            < Minute - 0.5 => [Whole(sign, Round(size, 1), "s")],
            < Hour - 30 => [Whole(sign, Round(size, Minute), "min")],
            < (10 * Hour) - 30 => Two(sign, Round(size, Minute), 60, "h", "min"),
            < Day - 1800 => [Whole(sign, Round(size, Hour), "h")],
            < (10 * Day) - 1800 => Two(sign, Round(size, Hour), 24, "d", "h"),
            _ => [Whole(sign, Round(size, Day), "d")],
        };
    }

    private static long Round(double seconds, long unit) => (long)Math.Round(seconds / unit, MidpointRounding.AwayFromZero);

    private static Quantity Whole(string sign, long count, string unit) => new(sign + NumberText.Whole(count), unit);

    private static Quantity[] Two(string sign, long small, long ratio, string large, string rest) =>
        small % ratio == 0 ? [Whole(sign, small / ratio, large)] : [Whole(sign, small / ratio, large), Whole("", small % ratio, rest)];
}
