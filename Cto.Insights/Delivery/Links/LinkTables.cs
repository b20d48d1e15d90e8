using Cto.Domain.Delivery;

namespace Cto.Insights.Delivery.Links;

/// <summary>The derived tables of delivery.</summary>
internal static class LinkTables
{
    public static DerivedTable<DeploymentRow> Deployments { get; } = new(
        "delivery_deployment",
        ["key"],
        DerivedColumn<DeploymentRow>.Text("key", row => row.Link.Deployment.Key),
        DerivedColumn<DeploymentRow>.Text("service", row => row.Service),
        DerivedColumn<DeploymentRow>.Integer("environment", row => (int)row.Environment),
        DerivedColumn<DeploymentRow>.Text("repository", row => row.Link.Deployment.Repository),
        DerivedColumn<DeploymentRow>.Text("version", row => DeploymentVersions.LabelOf(row.Link.Deployment)),
        DerivedColumn<DeploymentRow>.Text("url", row => row.Link.Deployment.Url),
        DerivedColumn<DeploymentRow>.Instant("finished_at", row => row.Link.Deployment.FinishedAt),
        DerivedColumn<DeploymentRow>.Integer("flags", row => (int)row.Flags),
        DerivedColumn<DeploymentRow>.Integer("reasons", row => (int)(row.Link.Failure?.Reasons ?? 0)),
        DerivedColumn<DeploymentRow>.Integer("commits", row => row.Link.Deployment.Commits?.Count),
        DerivedColumn<DeploymentRow>.Instant("failed_at", row => row.Link.Failure?.StartedAt),
        DerivedColumn<DeploymentRow>.Instant("remedied_at", row => row.Link.Failure?.RemediedAt),
        DerivedColumn<DeploymentRow>.Text("remedied_by", row => row.Link.Failure?.RemediedBy?.Key),
        DerivedColumn<DeploymentRow>.Integer("recovery", row => Seconds(row.Link.Failure?.Recovery)),
        DerivedColumn<DeploymentRow>.Integer("recovery_from_finish", row => Seconds(row.Link.Failure?.RecoveryFromFinish)),
        DerivedColumn<DeploymentRow>.Integer("changes", row => row.Changes));

    public static DerivedTable<DayRow> Days { get; } = new(
        "delivery_day",
        ["service", "day"],
        DerivedColumn<DayRow>.Text("service", row => row.Service),
        DerivedColumn<DayRow>.Text("day", row => row.Day),
        DerivedColumn<DayRow>.Bytes("runs", row => row.PackRuns()),
        DerivedColumn<DayRow>.Bytes("leads", row => row.PackLeads(run => run.Leads)),
        DerivedColumn<DayRow>.Bytes("leads_again", row => row.PackLeads(run => run.LeadsAgain)));

    public static DerivedTable<ChangeRow> Changes { get; } = new(
        "delivery_change",
        ["service", "kind", "key"],
        DerivedColumn<ChangeRow>.Text("service", row => row.Service),
        DerivedColumn<ChangeRow>.Text("kind", row => row.Link.Change.Fact.Kind),
        DerivedColumn<ChangeRow>.Text("key", row => row.Link.Change.Fact.Key),
        DerivedColumn<ChangeRow>.Text("repository", row => row.Link.Change.Repository),
        DerivedColumn<ChangeRow>.Integer("units", row => (int)row.Link.Change.Units),
        DerivedColumn<ChangeRow>.Flag("first", row => row.First),
        DerivedColumn<ChangeRow>.Text("author", row => row.Facts.Author),
        DerivedColumn<ChangeRow>.Flag("bot", row => row.Facts.Bot),
        DerivedColumn<ChangeRow>.Integer("size", row => row.Facts.Size),
        DerivedColumn<ChangeRow>.Instant("first_commit_at", row => row.Link.Change.FirstCommitAt),
        DerivedColumn<ChangeRow>.Instant("opened_at", row => row.Facts.OpenedAt),
        DerivedColumn<ChangeRow>.Instant("first_review_at", row => row.Facts.FirstReviewAt),
        DerivedColumn<ChangeRow>.Instant("reached_at", row => row.Link.Change.ReachedAt),
        DerivedColumn<ChangeRow>.Text("deployment", row => row.Link.Deployment?.Key),
        DerivedColumn<ChangeRow>.Instant("deployed_at", row => row.Link.Deployment?.FinishedAt),
        DerivedColumn<ChangeRow>.Integer("lead", row => Seconds(row.Link.LeadTime)),
        DerivedColumn<ChangeRow>.Integer("exclusion", row => (int)row.Link.Exclusion));

    public static DerivedTable<IncidentRow> Incidents { get; } = new(
        "delivery_incident",
        ["key"],
        DerivedColumn<IncidentRow>.Text("key", row => row.Link.Incident.Key),
        DerivedColumn<IncidentRow>.Text("service", row => row.Service),
        DerivedColumn<IncidentRow>.Instant("started_at", row => row.Link.Incident.StartedAt),
        DerivedColumn<IncidentRow>.Integer("rule", row => (int)row.Link.Rule),
        DerivedColumn<IncidentRow>.Text("deployment", row => row.Link.Deployment?.Key),
        DerivedColumn<IncidentRow>.Text("linked_by", row => row.LinkedBy));

    internal static int? Seconds(TimeSpan? span) => span is { } value ? (int)Math.Clamp(Math.Round(value.TotalSeconds), int.MinValue, int.MaxValue) : null;
}
