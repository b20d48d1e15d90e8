namespace Cto.Connectors.Http;

/// <summary>Text from outside, made fit to keep: Postgres takes neither NUL nor half a surrogate pair, and no title is a novel.</summary>
internal static class UpstreamText
{
    /// <summary>The text, at most <paramref name="length"/> characters of it; <see langword="null"/> stays unknown.</summary>
    public static string? Clean(string? text, int length = 500)
    {
        if (text is null || (text.Length <= length && IsSound(text)))
        {
            return text;
        }

        var cut = text.Length <= length ? text : text[..(char.IsHighSurrogate(text[length - 1]) ? length - 1 : length)];
        return IsSound(cut) ? cut : string.Create(cut.Length, cut, static (target, source) =>
        {
            for (var i = 0; i < source.Length; i++)
            {
                var paired = char.IsSurrogate(source[i]) &&
                    ((i + 1 < source.Length && char.IsSurrogatePair(source[i], source[i + 1])) || (i > 0 && char.IsSurrogatePair(source[i - 1], source[i])));
                target[i] = source[i] == '\0' || (char.IsSurrogate(source[i]) && !paired) ? '\uFFFD' : source[i];
            }
        });
    }

    private static bool IsSound(string text) => text.AsSpan().IndexOfAnyInRange('\uD800', '\uDFFF') < 0 && !text.Contains('\0');
}
