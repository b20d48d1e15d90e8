using System.Text.Json;
using System.Text.RegularExpressions;

namespace Cto.Connectors.Snyk;

/// <summary>Finds the version that helps among Snyk's remedies, which name it in data of no fixed form or in words: <c>Upgrade the package version to 5.4.0,6.4.0 to fix this vulnerability</c>.</summary>
internal static partial class SnykRemedies
{
    /// <summary>The lowest version above the one in use that a remedy names; <see langword="null"/> when none does.</summary>
    public static string? FixedVersion(IEnumerable<SnykRemedy> remedies, string? inUse)
    {
        var named = remedies.SelectMany(remedy => Named(remedy)).Distinct(StringComparer.Ordinal).OrderBy(version => version, Order).ToList();
        return inUse is null ? named.FirstOrDefault() : named.FirstOrDefault(version => Order.Compare(version, inUse) > 0);
    }

    private static Comparer<string> Order { get; } = Comparer<string>.Create(static (one, other) =>
    {
        var (left, right) = (Parts(one), Parts(other));
        for (var i = 0; i < Math.Max(left.Length, right.Length); i++)
        {
            if ((left.ElementAtOrDefault(i), right.ElementAtOrDefault(i)) is var (a, b) && a != b)
            {
                return a.CompareTo(b);
            }
        }

        // A release comes after its own pre-releases.
        return one.Contains('-') == other.Contains('-') ? string.CompareOrdinal(one, other) : other.Contains('-') ? 1 : -1;
    });

    private static IEnumerable<string> Named(SnykRemedy remedy)
    {
        var texts = remedy.Meta?.Data is { ValueKind: JsonValueKind.Object } data
            ? data.EnumerateObject().Where(part => part.Name.Contains("upgrade", StringComparison.OrdinalIgnoreCase) && part.Value.ValueKind is JsonValueKind.String).Select(part => part.Value.GetString()!).ToList()
            : [];
        var text = texts.Count > 0 ? string.Join(',', texts) : UpgradeTo().Match(remedy.Description ?? "") is { Success: true } match ? match.Groups[1].Value : "";
        return Version().Matches(text).Select(version => version.Value);
    }

    private static long[] Parts(string version) => [.. Digits().Matches(version.Split('-', '+')[0]).Select(digits => long.TryParse(digits.ValueSpan, out var number) ? number : long.MaxValue)];

    [GeneratedRegex(@"\bto(?: version)? ((?:[\w.+-]+@)?v?\d[\w.+-]*(?:(?:,\s*|\s+or\s+)v?\d[\w.+-]*)*)", RegexOptions.IgnoreCase, matchTimeoutMilliseconds: 100)]
    private static partial Regex UpgradeTo();

    [GeneratedRegex(@"(?<![\w.])v?\d[\w+-]*(?:\.[\w+-]+)*")]
    private static partial Regex Version();

    [GeneratedRegex(@"\d+")]
    private static partial Regex Digits();
}
