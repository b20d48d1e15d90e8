namespace Cto.Insights;

/// <summary>Finds the names that someone may have meant.</summary>
public static class Suggestions
{
    private const int Most = 3;

    /// <summary>The known names closest to a given one, the closest first: by typing errors, or because one contains the other.</summary>
    public static IReadOnlyList<string> For(string given, IEnumerable<string> known)
    {
        var wanted = given.ToUpperInvariant();
        return
        [
            .. known.Distinct(StringComparer.OrdinalIgnoreCase)
                .Select(name => (Name: name, Distance: DistanceOf(wanted, name.ToUpperInvariant())))
                .Where(candidate => candidate.Distance <= Math.Max(2, given.Length / 3))
                .OrderBy(candidate => candidate.Distance).ThenBy(candidate => candidate.Name, StringComparer.Ordinal)
                .Take(Most)
                .Select(candidate => candidate.Name),
        ];
    }

    // A part of a name is as good as one typing error: "checkout" means "checkout-service".
    private static int DistanceOf(string a, string b) =>
        a.Length >= 3 && b.Length >= 3 && (a.Contains(b, StringComparison.Ordinal) || b.Contains(a, StringComparison.Ordinal)) ? 1 : Edits(a, b);

    /// <summary>Insertions, deletions, replacements and swaps of neighbours that turn one into the other.</summary>
    private static int Edits(string a, string b)
    {
        var rows = new int[a.Length + 1, b.Length + 1];
        for (var i = 0; i <= a.Length; i++)
        {
            for (var j = 0; j <= b.Length; j++)
            {
                rows[i, j] = i == 0 || j == 0 ? i + j : Math.Min(
                    Math.Min(rows[i - 1, j], rows[i, j - 1]) + 1,
                    rows[i - 1, j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1));
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                {
                    rows[i, j] = Math.Min(rows[i, j], rows[i - 2, j - 2] + 1);
                }
            }
        }

        return rows[a.Length, b.Length];
    }
}
