using Cto.Domain;
using Cto.Domain.Quality;

namespace Cto.Insights.Facts.Tables;

/// <summary>The tables of how good the code is.</summary>
internal static class QualityTables
{
    public static IEnumerable<FactTable> All => [CodeIssueCount(), CodeMeasure(), QualityGate()];

    private static FactTable<CodeIssueCount> CodeIssueCount() => new(FactKinds.CodeIssueCount, new FactColumns<CodeIssueCount>()
        .Name("project", fact => fact.Project, required: true)
        .Name("repository", fact => fact.Repository)
        .Name("type", fact => fact.Type, required: true)
        .Name("severity", fact => fact.Severity, required: true)
        .Integer("count", fact => fact.Count)
        .Time("at", fact => fact.At));

    private static FactTable<CodeMeasure> CodeMeasure() => new(FactKinds.CodeMeasure, new FactColumns<CodeMeasure>()
        .Name("project", fact => fact.Project, required: true)
        .Name("repository", fact => fact.Repository)
        .Name("metric", fact => fact.Metric, required: true)
        .Number("value", fact => fact.Value)
        .Time("at", fact => fact.At)
        .Flag("new_code", fact => fact.NewCode));

    private static FactTable<QualityGate> QualityGate() => new(FactKinds.QualityGate, new FactColumns<QualityGate>()
        .Name("project", fact => fact.Project, required: true)
        .Name("name", fact => fact.Name, required: true)
        .Name("repository", fact => fact.Repository)
        .Choice<QualityGateStatus>("status", fact => fact.Status)
        .Texts("failed", fact => fact.Failed)
        .Time("analyzed_at", fact => fact.AnalyzedAt));
}
