using Cto.Domain;
using Cto.Domain.Delivery;

namespace Cto.Insights.Facts.Tables;

internal static class PipelineRunTable
{
    public static FactTable Create() => new FactTable<PipelineRun>(
        FactKinds.PipelineRun,
        "pipeline_run",
        new FactColumns<PipelineRun>()
            .Name("repository", fact => fact.Repository, required: true)
            .Text("name", fact => fact.Name)
            .Name("branch", fact => fact.Branch)
            .Name("commit", fact => fact.Commit)
            .Name("trigger", fact => fact.Trigger)
            .Integer("attempt", fact => fact.Attempt)
            .Time("created_at", fact => fact.CreatedAt)
            .Time("started_at", fact => fact.StartedAt, keepIfNull: true)
            .Time("finished_at", fact => fact.FinishedAt)
            .Choice("result", fact => fact.Result));
}
