using System.Text.RegularExpressions;

namespace Cto.Upstreams.World.Findings;

/// <summary>A package in the version in which the company uses it until somebody upgrades, and what is wrong with that version.</summary>
/// <param name="Ecosystem">As OSV names it: <c>Maven</c>, <c>npm</c>, <c>PyPI</c>, <c>Go</c>, <c>Debian</c>.</param>
/// <param name="Name">As the ecosystem spells it: <c>group:artifact</c>, <c>@scope/name</c>.</param>
/// <param name="Version">The version with the weaknesses.</param>
/// <param name="Weaknesses">At least one.</param>
internal sealed record WeakPackage(string Ecosystem, string Name, string Version, IReadOnlyList<Weakness> Weaknesses)
{
    /// <summary>The version that mends all of them: one upgrade closes so many findings.</summary>
    public string MendedVersion => Weaknesses.Select(weakness => weakness.FixedIn).Aggregate((highest, other) => Versions.Compare(other, highest) > 0 ? other : highest);

    /// <summary>The type in package URLs.</summary>
    public string UrlType => Ecosystem switch { "Go" => "golang", "Debian" => "deb", _ => Ecosystem.ToLowerInvariant() };

    /// <summary>The package URL without version.</summary>
    public string Url => $"pkg:{UrlType}/{(Ecosystem == "Debian" ? "debian/" : "")}{Name.Replace(':', '/').Replace("@", "%40", StringComparison.Ordinal)}";

    /// <summary>Whether it must have been dealt with, unless a story says otherwise: the company is careless, not lost.</summary>
    public bool IsUrgent => Weaknesses.Any(weakness => weakness.IsCritical || weakness.IsExploited);

    public override string ToString() => $"{Name}@{Version}";
}

/// <summary>Compares versions by their numbers, as far as this list needs it.</summary>
internal static partial class Versions
{
    public static int Compare(string one, string other)
    {
        var (left, right) = (Numbers(one), Numbers(other));
        for (var i = 0; i < Math.Max(left.Length, right.Length); i++)
        {
            if (left.ElementAtOrDefault(i).CompareTo(right.ElementAtOrDefault(i)) is not 0 and var difference)
            {
                return difference;
            }
        }

        return 0;
    }

    private static long[] Numbers(string version) => [.. Digits().Matches(version).Select(digits => long.Parse(digits.ValueSpan, null))];

    [GeneratedRegex(@"\d+")]
    private static partial Regex Digits();
}
