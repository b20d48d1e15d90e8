using Cto.Domain;
using Cto.Domain.Delivery;

namespace Cto.Insights.Facts.Tables;

internal static class IncidentTable
{
    public static FactTable Create() => new FactTable<Incident>(
        FactKinds.Incident,
        "incident",
        new FactColumns<Incident>()
            .Text("title", fact => fact.Title)
            .Name("service", fact => fact.Service)
            .Choice("severity", fact => fact.Severity, keepIfNull: true)
            .Choice<IncidentStatus>("status", fact => fact.Status)
            .Time("started_at", fact => fact.StartedAt)
            .Time("acknowledged_at", fact => fact.AcknowledgedAt)
            .Time("resolved_at", fact => fact.ResolvedAt)
            .Name("deployment", fact => fact.Deployment)
            .Name("assignee", fact => fact.Assignee),
        new DirtyMarks("t.service", DirtyMarks.None, "t.started_at"));
}
