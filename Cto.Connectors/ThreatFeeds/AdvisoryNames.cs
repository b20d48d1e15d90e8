using System.Text.RegularExpressions;

namespace Cto.Connectors.ThreatFeeds;

/// <summary>The names that weaknesses have in more than one feed.</summary>
internal static partial class AdvisoryNames
{
    public static bool IsCve(string name) => Cve().IsMatch(name);

    public static bool IsGhsa(string name) => Ghsa().IsMatch(name);

    [GeneratedRegex("^CVE-[0-9]{4}-[0-9]{4,19}$", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Cve();

    [GeneratedRegex("^GHSA(-[0-9a-z]{4}){3}$", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Ghsa();
}
