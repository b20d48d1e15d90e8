using System.Collections;
using System.Globalization;
using System.Text;
using Cto.Insights;

namespace Cto.Web.Endpoints.Insights;

/// <summary>The rows behind an answer as CSV (RFC 4180, UTF-8 with a mark, so that spreadsheets read it).</summary>
internal static class InsightCsv
{
    public const string ContentType = "text/csv; charset=utf-8";

    public static byte[] Write(Evidence evidence)
    {
        var columns = evidence.Rows.SelectMany(row => row.Fields.Keys).Distinct(StringComparer.Ordinal).ToList();
        var text = new StringBuilder("\uFEFF");
        Line(text, ["key", "title", "at", .. columns, "url"]);
        foreach (var row in evidence.Rows)
        {
            Line(text, [row.Key, row.Title, row.At, .. columns.Select(column => row.Fields.GetValueOrDefault(column)), row.Url]);
        }

        return Encoding.UTF8.GetBytes(text.ToString());
    }

    private static void Line(StringBuilder text, IEnumerable<object?> cells) => text.AppendJoin(',', cells.Select(Cell)).Append("\r\n");

    private static string Cell(object? value)
    {
        var cell = value switch
        {
            null => "",
            string words => Harmless(words),
            DateTimeOffset instant => instant.UtcDateTime.ToString("O", CultureInfo.InvariantCulture),
            IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
            IEnumerable list => Harmless(string.Join("; ", list.Cast<object?>())),
            _ => Harmless(value.ToString() ?? ""),
        };
        return cell.AsSpan().IndexOfAny("\",\r\n") >= 0 ? $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : cell;
    }

    /// <summary>A spreadsheet runs a text that begins like a formula, and texts come from anyone who opens a pull request.</summary>
    private static string Harmless(string text) => text is ['=' or '+' or '-' or '@' or '\t' or '\r', ..] ? "'" + text : text;
}
