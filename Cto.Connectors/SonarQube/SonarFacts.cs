using System.Globalization;
using Cto.Domain;
using Cto.Domain.Quality;

namespace Cto.Connectors.SonarQube;

/// <summary>Makes facts of what SonarQube says of a project.</summary>
/// <param name="baseAddress">The server: projects of two servers may have one key.</param>
internal sealed class SonarFacts(Uri baseAddress)
{
    // Counted of every project, so that a count that fell to nothing is told as nothing.
    public static readonly string[] IssueTypes = ["BUG", "VULNERABILITY", "CODE_SMELL"];
    public static readonly string[] Severities = ["BLOCKER", "CRITICAL", "MAJOR", "MINOR", "INFO"];

    private readonly string _server = $"sonarqube:{baseAddress.Authority}{baseAddress.AbsolutePath.TrimEnd('/')}/";

    public string Page(string project) => $"{baseAddress}dashboard?id={Uri.EscapeDataString(project)}";

    public QualityGate Gate(string project, string? name, string? repository, SonarGateStatus? gate, DateTimeOffset? analyzedAt) => new()
    {
        Key = $"{_server}{project}",
        ChangedAt = analyzedAt,
        Url = Page(project),
        Project = project,
        Name = name ?? project,
        Repository = repository,
        Status = gate?.Status switch
        {
            // A warning, as older servers have it, lets the project pass.
            "OK" or "WARN" => QualityGateStatus.Passed,
            "ERROR" => QualityGateStatus.Failed,
            _ => QualityGateStatus.None,
        },
        Failed = gate?.Conditions is null ? null : [.. gate.Conditions.Where(condition => condition?.Status is "ERROR").Select(condition => Failed(condition!))],
        AnalyzedAt = analyzedAt,
    };

    /// <summary>One measure; the last of a day stands for it.</summary>
    /// <returns><see langword="null"/> when the metric was not measured then.</returns>
    public CodeMeasure? Measure(string project, string? repository, string metric, SonarMetricValue? measured)
    {
        if (measured is not { Date: { } at, Value: { } text } || !double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) || !double.IsFinite(value))
        {
            return null;
        }

        var (name, newCode) = SonarMetrics.NameOf(metric);
        return new()
        {
            Key = string.Create(CultureInfo.InvariantCulture, $"{_server}{project}/{metric}/{at.UtcDateTime:yyyy-MM-dd}"),
            ChangedAt = at,
            Url = Page(project),
            Project = project,
            Repository = repository,
            Metric = name,
            Value = value,
            At = at,
            NewCode = newCode,
        };
    }

    public CodeIssueCount Count(string project, string? repository, string type, string severity, int count, DateTimeOffset at) => new()
    {
        Key = CountKey(project, type, severity),
        ChangedAt = at,
        Url = $"{baseAddress}project/issues?id={Uri.EscapeDataString(project)}&resolved=false&types={type}&severities={severity}",
        Project = project,
        Repository = repository,
        Type = type,
        Severity = severity,
        Count = count,
        At = at,
    };

    /// <summary>What was said of a project that is gone; its measures stay, because they held when they were taken.</summary>
    public FactKey GoneGate(string project) => new(FactKinds.QualityGate, $"{_server}{project}");

    /// <inheritdoc cref="GoneGate"/>
    public IEnumerable<FactKey> GoneCounts(string project) =>
        IssueTypes.SelectMany(type => Severities.Select(severity => new FactKey(FactKinds.CodeIssueCount, CountKey(project, type, severity))));

    private string CountKey(string project, string type, string severity) => $"{_server}{project}/{type}/{severity}";

    private static string Failed(SonarCondition condition)
    {
        var comparison = (condition.Comparator ?? condition.Operator) switch { "GT" or "GREATER_THAN" => ">", "LT" or "LESS_THAN" => "<", "EQ" => "=", "NE" => "≠", var other => other ?? "?" };
        return $"{condition.MetricKey ?? condition.Metric} {condition.ActualValue ?? condition.Value ?? "not measured"} {comparison} {condition.ErrorThreshold}";
    }
}
