namespace Cto.Upstreams.World.CodeQuality;

/// <summary>A repository as its code is measured: three times a week, and once for every measure.</summary>
/// <param name="Repository">What is measured.</param>
/// <param name="Analyses">By date, those to come included; none = it was never analysed.</param>
internal sealed record CodeProject(Repository Repository, IReadOnlyList<Analysis> Analyses)
{
    /// <summary>SonarQube's key.</summary>
    public string Key => KeyOf(Repository);

    public static string KeyOf(Repository repository) => $"{Company.Login}_{repository.Name}";

    /// <summary>The last analysis by then; <see langword="null"/> when there was none.</summary>
    public Analysis? Last(DateTimeOffset now) => Analyses.LastOrDefault(analysis => analysis.At <= now);
}

/// <summary>What one analysis measured.</summary>
/// <param name="At">Its date.</param>
/// <param name="Measures">By SonarQube's metric; what was not measured is not among them.</param>
/// <param name="Issues">Open issues by type and severity; they add up to the measures.</param>
internal sealed record Analysis(DateTimeOffset At, IReadOnlyDictionary<string, double> Measures, IReadOnlyDictionary<(string Type, string Severity), int> Issues)
{
    public const double CoverageWanted = 80;
    public const double DuplicationAllowed = 3;

    /// <summary>The conditions of the company's gate: metric, actual value, whether more is better, threshold. A condition that was not measured is not judged.</summary>
    public IEnumerable<(string Metric, double Actual, bool MoreIsBetter, double Threshold)> Conditions
    {
        get
        {
            if (Measures.TryGetValue("new_coverage", out var coverage))
            {
                yield return ("new_coverage", coverage, true, CoverageWanted);
            }

            yield return ("new_duplicated_lines_density", Measures["new_duplicated_lines_density"], false, DuplicationAllowed);
            yield return ("new_reliability_rating", Measures["new_reliability_rating"], false, 1);
        }
    }

    public bool Passed => Conditions.All(condition => condition.MoreIsBetter ? condition.Actual >= condition.Threshold : condition.Actual <= condition.Threshold);
}
