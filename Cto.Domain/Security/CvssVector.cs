namespace Cto.Domain.Security;

/// <summary>The base score of a CVSS 3.x vector, by FIRST's specification: feeds often give the vector alone.</summary>
public static class CvssVector
{
    /// <returns><see langword="null"/> for a vector that is incomplete or of another version (4.0 scores by a table that no formula replaces).</returns>
    public static double? BaseScore(string vector)
    {
        if (!vector.StartsWith("CVSS:3.", StringComparison.Ordinal))
        {
            return null;
        }

        var metrics = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var part in vector.Split('/').Skip(1).Select(part => part.Split(':')).Where(part => part.Length == 2))
        {
            metrics[part[0]] = part[1];
        }

        var changed = metrics.GetValueOrDefault("S") == "C";
        if (metrics.GetValueOrDefault("S") is not ("C" or "U") ||
            Of(metrics, "AV", ("N", 0.85), ("A", 0.62), ("L", 0.55), ("P", 0.2)) is not { } access ||
            Of(metrics, "AC", ("L", 0.77), ("H", 0.44)) is not { } complexity ||
            Of(metrics, "PR", ("N", 0.85), ("L", changed ? 0.68 : 0.62), ("H", changed ? 0.5 : 0.27)) is not { } privileges ||
            Of(metrics, "UI", ("N", 0.85), ("R", 0.62)) is not { } interaction ||
            Loss(metrics, "C") is not { } confidentiality || Loss(metrics, "I") is not { } integrity || Loss(metrics, "A") is not { } availability)
        {
            return null;
        }

        var loss = 1 - ((1 - confidentiality) * (1 - integrity) * (1 - availability));
        var impact = changed ? (7.52 * (loss - 0.029)) - (3.25 * Math.Pow(loss - 0.02, 15)) : 6.42 * loss;
        var exploitability = 8.22 * access * complexity * privileges * interaction;
        return impact <= 0 ? 0 : RoundUp(Math.Min(changed ? 1.08 * (impact + exploitability) : impact + exploitability, 10));
    }

    /// <summary>What a base score is called, by CVSS 3.x and 4.0.</summary>
    /// <returns><see langword="null"/> for 0, which is called none.</returns>
    public static Severity? SeverityOf(double score) => score switch
    {
        >= 9 => Severity.Critical,
        >= 7 => Severity.High,
        >= 4 => Severity.Medium,
        > 0 => Severity.Low,
        _ => null,
    };

    private static double? Loss(Dictionary<string, string> metrics, string name) => Of(metrics, name, ("H", 0.56), ("L", 0.22), ("N", 0));

    private static double? Of(Dictionary<string, string> metrics, string name, params ReadOnlySpan<(string Value, double Weight)> weights)
    {
        foreach (var (value, weight) in weights)
        {
            if (metrics.GetValueOrDefault(name) == value)
            {
                return weight;
            }
        }

        return null;
    }

    // The specification's own way, which does not trip over binary fractions.
    private static double RoundUp(double score)
    {
        var whole = (long)Math.Round(score * 100_000);
        return whole % 10_000 == 0 ? whole / 100_000.0 : ((whole / 10_000) + 1) / 10.0;
    }
}
