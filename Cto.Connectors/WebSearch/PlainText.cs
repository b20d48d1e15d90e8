using System.Globalization;
using System.Net;
using System.Text;
using System.Text.RegularExpressions;

namespace Cto.Connectors.WebSearch;

/// <summary>Makes plain text of what a page or an engine says of it: no marks, no characters that are not seen.</summary>
internal static partial class PlainText
{
    /// <summary>One line of at most so many characters; empty when there is nothing.</summary>
    public static string Of(string? html, int length)
    {
        // What an element that is no text holds goes with it; entities are read after the marks, so that &lt;b&gt; stays text.
        var text = WebUtility.HtmlDecode(Marks().Replace(Hidden().Replace(html ?? "", " "), ""));
        var plain = new StringBuilder(Math.Min(text.Length, length));
        var blank = false;
        foreach (var rune in text.EnumerateRunes())
        {
            if (Rune.IsWhiteSpace(rune) || Rune.IsControl(rune))
            {
                blank = plain.Length > 0;
                continue;
            }

            // Marks of direction, zero-width characters and the like change what a reader sees.
            if (Rune.GetUnicodeCategory(rune) is UnicodeCategory.Format or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned)
            {
                continue;
            }

            if (plain.Length + (blank ? 1 : 0) + rune.Utf16SequenceLength > length - 1)
            {
                return plain.Append('…').ToString();
            }

            plain.Append(blank ? " " : "").Append(rune);
            blank = false;
        }

        return plain.ToString();
    }

    [GeneratedRegex(@"<(script|style|template|noscript)\b.*?(</\1\s*>|$)", RegexOptions.IgnoreCase | RegexOptions.Singleline)]
    private static partial Regex Hidden();

    [GeneratedRegex(@"<!--.*?(-->|$)|</?[a-z!?][^>]*(>|$)", RegexOptions.IgnoreCase | RegexOptions.Singleline)]
    private static partial Regex Marks();
}
