using Cto.Domain;
using Cto.Domain.Delivery;

namespace Cto.Insights.Facts.Tables;

internal static class DeploymentTable
{
    public static FactTable Create() => new FactTable<Deployment>(
        FactKinds.Deployment,
        "deployment",
        new FactColumns<Deployment>()
            .Name("service", fact => fact.Service, required: true)
            .Name("repository", fact => fact.Repository)
            .Name("environment", fact => fact.Environment, required: true)
            .Name("commit", fact => fact.Commit)
            .Name("ref", fact => fact.Ref)
            .Time("started_at", fact => fact.StartedAt, keepIfNull: true)
            .Time("finished_at", fact => fact.FinishedAt)
            .Choice("result", fact => fact.Result)
            .Texts("commits", fact => fact.Commits)
            .Name("trigger", fact => fact.Trigger)
            .Texts("labels", fact => fact.Labels),
        new DirtyMarks("t.service", "t.repository", "coalesce(t.finished_at, t.started_at)"));
}
