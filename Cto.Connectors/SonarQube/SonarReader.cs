using Cto.Domain;

namespace Cto.Connectors.SonarQube;

/// <summary>What one stream reads of a project whose analysis is new.</summary>
internal abstract class SonarReader(SonarSession session)
{
    protected SonarSession Session => session;

    /// <summary>What it brings, in words.</summary>
    public abstract string Title { get; }

    /// <summary>One part of what is to be known of a project; the first is page 1.</summary>
    /// <param name="project">Analysed since it was last read, or never.</param>
    /// <param name="since">The last analysis that was read; <see langword="null"/> = none.</param>
    /// <param name="page">From 1.</param>
    /// <param name="cancellationToken">Stops between requests.</param>
    public abstract Task<SonarRead> ReadAsync(SonarProject project, DateTimeOffset? since, int page, CancellationToken cancellationToken);

    /// <summary>What is no more once a project is gone.</summary>
    public virtual IEnumerable<FactKey> Gone(string project) => [];
}

/// <summary>A part of what is known of a project.</summary>
/// <param name="More">Whether there is another page.</param>
internal sealed record SonarRead(IReadOnlyList<Fact> Facts, bool More = false);

/// <summary>The gate of each project.</summary>
internal sealed class GateReader(SonarSession session) : SonarReader(session)
{
    public override string Title => "quality gates";

    public override async Task<SonarRead> ReadAsync(SonarProject project, DateTimeOffset? since, int page, CancellationToken cancellationToken)
    {
        var gate = project.AnalysisDate is null ? null : (await Session.Api.GateAsync(project.Key!, cancellationToken)).ProjectStatus;
        var repository = await Session.RepositoryOfAsync(project.Key!, cancellationToken);
        return new([Session.Facts.Gate(project.Key!, project.Name, repository, gate, project.AnalysisDate)]);
    }

    public override IEnumerable<FactKey> Gone(string project) => [Session.Facts.GoneGate(project)];
}

/// <summary>The measures of each analysis since the last one that was read.</summary>
internal sealed class MeasureReader(SonarSession session) : SonarReader(session)
{
    // Some 25 metrics of 80 analyses: a page of facts is within two thousand.
    private const int PageSize = 80;

    private static readonly string Metrics = string.Join(',', SonarMetrics.Keys);

    public override string Title => "measures";

    public override async Task<SonarRead> ReadAsync(SonarProject project, DateTimeOffset? since, int page, CancellationToken cancellationToken)
    {
        if (project.AnalysisDate is null)
        {
            return new([]);
        }

        var from = since ?? Session.Clock.GetUtcNow() - Session.Settings.History;
        var history = await Session.Api.HistoryAsync(project.Key!, Metrics, from.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'+0000'", null), PageSize, page, cancellationToken);
        var repository = await Session.RepositoryOfAsync(project.Key!, cancellationToken);
        var facts = (history.Measures ?? [])
            .Where(measure => measure?.Metric is { Length: > 0 })
            .SelectMany(measure => (measure!.History ?? []).Select(value => Session.Facts.Measure(project.Key!, repository, measure.Metric!, value)))
            .Where(measure => measure is not null)
            .GroupBy(measure => measure!.Key)
            .Select(day => (Fact)day.MaxBy(measure => measure!.At)!);
        return new([.. facts], page * PageSize < (history.Paging?.Total ?? 0));
    }
}

/// <summary>How many issues of each type and severity are open; by facets, which count beyond the 10,000 that can be listed.</summary>
internal sealed class IssueCountReader(SonarSession session) : SonarReader(session)
{
    public override string Title => "issue counts";

    public override async Task<SonarRead> ReadAsync(SonarProject project, DateTimeOffset? since, int page, CancellationToken cancellationToken)
    {
        if (project.AnalysisDate is not { } at)
        {
            return new([]);
        }

        var repository = await Session.RepositoryOfAsync(project.Key!, cancellationToken);
        var facts = new List<Fact>();
        foreach (var type in SonarFacts.IssueTypes)
        {
            var facets = (await Session.CountIssuesAsync(project.Key!, type, cancellationToken)).Facets ?? [];
            // Without the facet nothing is known; a severity that it leaves out has none.
            if (facets.FirstOrDefault(facet => facet?.Property is "severities")?.Values is { } values)
            {
                facts.AddRange(SonarFacts.Severities.Select(severity =>
                    Session.Facts.Count(project.Key!, repository, type, severity, values.FirstOrDefault(value => value?.Val == severity)?.Count ?? 0, at)));
            }
        }

        return new(facts);
    }

    public override IEnumerable<FactKey> Gone(string project) => Session.Facts.GoneCounts(project);
}
