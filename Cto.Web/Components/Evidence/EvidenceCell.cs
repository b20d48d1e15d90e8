using System.Globalization;
using System.Text;
using System.Text.Json;
using Cto.Web.Components.Format;

namespace Cto.Web.Components.Evidence;

/// <summary>What a row contributed, in words: the column's name tells what a number is.</summary>
internal static class EvidenceCell
{
    private const string Seconds = "Seconds";
    private const string Instant = "At";

    /// <summary><c>leadTimeSeconds</c> is <c>Lead time</c>.</summary>
    public static string Heading(string column)
    {
        var name = IsDuration(column) ? column[..^Seconds.Length] : column.EndsWith(Instant, StringComparison.Ordinal) && column.Length > Instant.Length ? column[..^Instant.Length] : column;
        var words = new StringBuilder(name.Length + 4);
        foreach (var letter in name)
        {
            if (char.IsUpper(letter) && words.Length > 0)
            {
                words.Append(' ');
            }

            words.Append(words.Length == 0 ? char.ToUpperInvariant(letter) : char.ToLowerInvariant(letter));
        }

        return words.ToString();
    }

    /// <summary>Whether the values of a column are set flush right.</summary>
    public static bool IsNumber(string column, object? value) => IsDuration(column) || value is sbyte or short or int or long or float or double or decimal;

    public static string Text(string column, object? value, DisplayContext display) => value switch
    {
        null => NumberText.None,
        _ when IsDuration(column) && Number(value) is { } seconds => DurationText.Of(seconds),
        DateTimeOffset at => $"{MomentText.Day(at, display)} {MomentText.Time(at, display)}",
        bool flag => flag ? "yes" : "no",
        string text => text,
        JsonElement json => json.ToString(),
        System.Collections.IEnumerable many => string.Join(", ", many.Cast<object?>()),
        _ when Number(value) is { } number => NumberText.Of(number),
        IFormattable formattable => formattable.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString() ?? "",
    };

    private static bool IsDuration(string column) => column.EndsWith(Seconds, StringComparison.Ordinal);

    private static double? Number(object value) => value switch
    {
        int or long or short or float or double or decimal => Convert.ToDouble(value, CultureInfo.InvariantCulture),
        _ => null,
    };
}
