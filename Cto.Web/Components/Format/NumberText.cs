using System.Globalization;

namespace Cto.Web.Components.Format;

/// <summary>Numbers with thousands, shares as percent; no data is a dash, never 0.</summary>
public static class NumberText
{
    /// <summary>What stands where there is nothing to measure.</summary>
    public const string None = "\u2014";

    public static string Whole(long value) => value.ToString("N0", CultureInfo.InvariantCulture).Replace('-', '\u2212');

    /// <summary>Three telling figures: <c>0.14</c>, <c>4.2</c>, <c>38</c>, <c>1,240</c>.</summary>
    public static string Of(double? value) => value is { } number ? Telling(number) : None;

    /// <summary>A share of 0 to 1 as percent: <c>7.8 %</c>.</summary>
    public static string Percent(double? share) => share is null ? None : PercentParts(share.Value).ToString();

    /// <summary>A share of 0 to 1 in percent, number and sign apart.</summary>
    public static Quantity PercentParts(double share) => new(Telling(share * 100), "%");

    /// <summary>A count with its noun: <c>1 change</c>, <c>12,400 changes</c>.</summary>
    public static string Count(long count, string one, string many) => $"{Whole(count)}\u00a0{(count == 1 ? one : many)}";

    private static string Telling(double value)
    {
        var format = Math.Abs(value) switch
        {
            0 => "0",
            < 0.995 => "0.##",
            < 9.95 => "0.#",
            _ => "N0",
        };
        var text = value.ToString(format, CultureInfo.InvariantCulture);
        return text is "0" or "-0" && value != 0 ? "<\u00a00.01" : text.Replace('-', '\u2212');
    }
}
