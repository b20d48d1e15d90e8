namespace Cto.Domain.Catalogue;

/// <summary>Tells which entry a name may stand for, with the reason in words. Nothing is merged in silence below <see cref="Certain"/>.</summary>
public sealed class NameMatcher
{
    /// <summary>From here on a match is taken without asking.</summary>
    public const double Certain = 0.9;

    /// <summary>Below this nothing is proposed.</summary>
    public const double Least = 0.5;

    /// <summary>What two equally good candidates leave of the confidence in either.</summary>
    private const double Ambiguous = 0.6;

    private readonly Dictionary<(CatalogueKind Kind, string Name), (NameWords Words, NameWords Whole)> _words = [];

    /// <returns>The best match; <see langword="null"/> when there is none worth proposing.</returns>
    public NameMatch? Best(SeenName seen, IEnumerable<CatalogueEntry> entries)
    {
        var matches = entries.Select(entry => Match(seen, entry)).OfType<NameMatch>().OrderByDescending(match => match.Confidence).ThenBy(match => match.Entry.Name, StringComparer.Ordinal).Take(2).ToArray();
        return matches switch
        {
            [] => null,
            [var best, var next] when best.Confidence < 1 && best.Confidence - next.Confidence < 0.05 =>
                best with { Confidence = best.Confidence * Ambiguous, Reason = $"{best.Reason}; {next.Entry.Name} fits as well" } is { Confidence: >= Least } unsure ? unsure : null,
            [var best, ..] => best.Confidence >= Least ? best : null,
        };
    }

    private NameMatch? Match(SeenName seen, CatalogueEntry entry) =>
        (seen.Kind == CatalogueKind.Person ? PersonMatching.Compare(seen, entry) : Compare(seen, entry)) is var (confidence, reason) ? new(entry, confidence, reason) : null;

    private (double Confidence, string Reason)? Compare(SeenName seen, CatalogueEntry entry)
    {
        if (seen.StandsFor is { } stands && stands.Equals(entry.Name, StringComparison.OrdinalIgnoreCase))
        {
            return (1, $"{entry.Name} itself says that it goes by this name");
        }

        if (seen.Name.Equals(entry.Name, StringComparison.OrdinalIgnoreCase))
        {
            return (1, "the same name");
        }

        var ((one, whole), (other, wholeOther)) = (WordsOf(seen.Kind, seen.Name), WordsOf(entry.Kind, entry.Name));
        return one.All.Count == 0 || other.All.Count == 0 ? null
            : whole.All.SequenceEqual(wholeOther.All) ? (0.98, "the same words, written differently")
            : one.All.SequenceEqual(other.All) ? seen.Kind == CatalogueKind.Repository ? (0.85, "the same name under another owner") : (0.97, "the same words, written differently")
            : one.Core.SequenceEqual(other.Core) ? (0.92, $"the same name but for {Quoted(one.General.Except(other.General).Concat(other.General.Except(one.General)))}")
            : one.Joined == other.Joined ? (0.85, "the same letters, separated differently")
            : IsOneEditApart(one.Joined, other.Joined) ? (0.7, "one letter apart")
            : Holds(one.Core, other.Core) || Holds(other.Core, one.Core) ? (0.6, $"{(one.Core.Count > other.Core.Count ? "this name holds" : "it is part of")} {entry.Name}")
            : null;
    }

    /// <summary>Every name is compared with many: it is taken apart once.</summary>
    private (NameWords Words, NameWords Whole) WordsOf(CatalogueKind kind, string name) =>
        _words.TryGetValue((kind, name), out var words) ? words : _words[(kind, name)] = (NameWords.Of(kind, name), NameWords.OfWhole(kind, name));

    private static string Quoted(IEnumerable<string> words) => string.Join(" and ", words.Select(word => $"“{word}”"));

    private static bool Holds(IReadOnlyList<string> whole, IReadOnlyList<string> part) =>
        part.Count < whole.Count && string.Concat(part).Length >= 4 && (whole.Take(part.Count).SequenceEqual(part) || whole.TakeLast(part.Count).SequenceEqual(part));

    /// <summary>One letter more, less or other; short names differ by a letter without meaning the same.</summary>
    private static bool IsOneEditApart(string one, string other)
    {
        var (shorter, longer) = one.Length <= other.Length ? (one, other) : (other, one);
        if (shorter.Length < 5 || longer.Length - shorter.Length > 1)
        {
            return false;
        }

        var same = shorter.AsSpan().CommonPrefixLength(longer);
        return shorter.AsSpan(shorter.Length == longer.Length ? Math.Min(same + 1, shorter.Length) : same).SequenceEqual(longer.AsSpan(Math.Min(same + 1, longer.Length)));
    }
}
