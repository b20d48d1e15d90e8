using System.Buffers;
using System.Text;

namespace Cto.Insights.Facts;

/// <summary>Makes text from outside storable: Postgres takes neither NUL nor half a surrogate pair.</summary>
internal static class PostgresText
{
    private const char Replacement = '\uFFFD';
    private static readonly SearchValues<char> Suspects = SearchValues.Create([.. "\0", .. Enumerable.Range(0xD800, 0x800).Select(code => (char)code)]);

    /// <summary>The text without NUL characters, with U+FFFD for each half pair, and no longer than asked.</summary>
    public static string? Clean(string? text, int longest = int.MaxValue) =>
        text is null || (text.Length <= longest && text.AsSpan().IndexOfAny(Suspects) < 0) ? text : Rewrite(text, longest);

    /// <summary>The texts as Postgres writes an array: <c>{"a","b"}</c>; arrays of arrays cannot be sent as such.</summary>
    public static string? ArrayOf(IReadOnlyList<string>? texts)
    {
        if (texts is null)
        {
            return null;
        }

        var written = new StringBuilder("{");
        foreach (var text in texts)
        {
            written.Append(written.Length == 1 ? "\"" : ",\"").Append(Clean(text)!.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)).Append('"');
        }

        return written.Append('}').ToString();
    }

    private static string Rewrite(string text, int longest)
    {
        var written = new StringBuilder(Math.Min(text.Length, longest));
        for (var index = 0; index < text.Length && written.Length < longest; index++)
        {
            var character = text[index];
            if (char.IsHighSurrogate(character) && index + 1 < text.Length && char.IsLowSurrogate(text[index + 1]))
            {
                written.Append(character).Append(text[++index]);
            }
            else if (character != '\0')
            {
                written.Append(char.IsSurrogate(character) ? Replacement : character);
            }
        }

        return written.ToString();
    }
}
