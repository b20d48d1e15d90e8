namespace Cto.Connectors.SonarQube;

/// <summary>The metrics that are read, of all the code and of the new code.</summary>
internal static class SonarMetrics
{
    private const string OfNewCode = "new_";

    private static readonly string[] Overall =
    [
        "coverage", "line_coverage", "duplicated_lines_density", "complexity", "cognitive_complexity", "ncloc", "sqale_index", "sqale_debt_ratio", "sqale_rating",
        "reliability_rating", "security_rating", "bugs", "vulnerabilities", "code_smells", "security_hotspots",
    ];

    // Two have another name for the new code.
    private static readonly Dictionary<string, string> Renamed = new() { ["technical_debt"] = "sqale_index", ["maintainability_rating"] = "sqale_rating" };

    private static readonly string[] New = ["coverage", "duplicated_lines_density", "lines", "technical_debt", "maintainability_rating", "reliability_rating", "security_rating", "bugs", "vulnerabilities", "code_smells"];

    public static IReadOnlyList<string> Keys { get; } = [.. Overall, .. New.Select(metric => OfNewCode + metric)];

    /// <summary>The metric's name, one for all the code and the new code, and which of the two is meant.</summary>
    public static (string Name, bool NewCode) NameOf(string key) => key.StartsWith(OfNewCode, StringComparison.Ordinal)
        ? (Renamed.GetValueOrDefault(key[OfNewCode.Length..], key[OfNewCode.Length..]), true)
        : (key, false);
}
