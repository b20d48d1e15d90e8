using System.Globalization;

namespace Cto.Insights;

/// <summary>How numbers are said in sentences.</summary>
internal static class Wording
{
    /// <summary>A duration in the largest unit that leaves at least one of it: <c>3.2 hours</c>.</summary>
    public static string Duration(double seconds) => seconds switch
    {
        < 90 => Count(Math.Round(seconds), "second"),
        < 90 * 60 => Count(Math.Round(seconds / 60), "minute"),
        < 36 * 3600 => Count(Math.Round(seconds / 3600, 1), "hour"),
        _ => Count(Math.Round(seconds / 86400, 1), "day"),
    };

    public static string Percent(double share) => Number(Math.Round(100 * share, 1)) + " %";

    public static string Count(double count, string noun) => $"{Number(count)} {noun}{(count == 1 ? "" : "s")}";

    /// <summary>With the words for one and for any other number.</summary>
    public static string Count(double count, string one, string many) => $"{Number(count)} {(count == 1 ? one : many)}";

    public static string Number(double number) => number.ToString("#,0.##", CultureInfo.InvariantCulture);

    /// <summary>How a value stands to the one before: <c>, up from 3 hours</c>; nothing when there was none or it is the same.</summary>
    public static string Against(double? now, double? before, Func<double, string> say) =>
        now is not { } value || before is not { } earlier || say(value) == say(earlier) ? "" : $", {(value > earlier ? "up" : "down")} from {say(earlier)}";

    /// <summary>A phrase with its first letter as at the start of a sentence.</summary>
    public static string Start(string text) => text.Length == 0 ? text : char.ToUpperInvariant(text[0]) + text[1..];
}
