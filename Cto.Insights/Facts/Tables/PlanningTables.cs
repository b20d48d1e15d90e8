using Cto.Domain;
using Cto.Domain.Planning;

namespace Cto.Insights.Facts.Tables;

/// <summary>The tables of what is planned.</summary>
internal static class PlanningTables
{
    public static IEnumerable<FactTable> All => [Board(), Epic(), Project(), Sprint(), SprintItem(), WorkItem(), WorkItemChange()];

    private static FactTable<Board> Board() => new(FactKinds.Board, new FactColumns<Board>()
        .Name("name", fact => fact.Name, required: true)
        .Name("type", fact => fact.Type)
        .Name("project", fact => fact.Project));

    private static FactTable<Epic> Epic() => new(FactKinds.Epic, new FactColumns<Epic>()
        .Name("project", fact => fact.Project, required: true)
        .Name("code", fact => fact.Code)
        .Name("name", fact => fact.Name, required: true)
        .Name("status", fact => fact.Status, required: true)
        .Choice<StatusCategory>("status_category", fact => fact.StatusCategory)
        .Name("owner", fact => fact.Owner)
        .Name("team", fact => fact.Team)
        .Time("created_at", fact => fact.CreatedAt)
        .Time("starts_at", fact => fact.StartsAt)
        .Time("due_at", fact => fact.DueAt)
        .Time("done_at", fact => fact.DoneAt)
        .Texts("labels", fact => fact.Labels));

    private static FactTable<Project> Project() => new(FactKinds.Project, new FactColumns<Project>()
        .Name("name", fact => fact.Name, required: true)
        .Name("code", fact => fact.Code)
        .Name("team", fact => fact.Team)
        .Name("lead", fact => fact.Lead)
        .Flag("archived", fact => fact.Archived));

    private static FactTable<Sprint> Sprint() => new(FactKinds.Sprint, new FactColumns<Sprint>()
        .Name("name", fact => fact.Name, required: true)
        .Name("board", fact => fact.Board)
        .Name("project", fact => fact.Project)
        .Name("team", fact => fact.Team)
        .Choice<SprintState>("state", fact => fact.State)
        .Text("goal", fact => fact.Goal)
        .Time("starts_at", fact => fact.StartsAt)
        .Time("ends_at", fact => fact.EndsAt)
        .Time("closed_at", fact => fact.ClosedAt));

    private static FactTable<SprintItem> SprintItem() => new(FactKinds.SprintItem, new FactColumns<SprintItem>()
        .Name("sprint", fact => fact.Sprint, required: true)
        .Choice<SprintMoment>("moment", fact => fact.Moment)
        .Name("work_item", fact => fact.WorkItem, required: true)
        .Number("points", fact => fact.Points)
        .Choice<StatusCategory>("status_category", fact => fact.StatusCategory)
        .Time("at", fact => fact.At));

    private static FactTable<WorkItem> WorkItem() => new(FactKinds.WorkItem, new FactColumns<WorkItem>()
        .Name("project", fact => fact.Project, required: true)
        .Name("code", fact => fact.Code)
        .Name("type", fact => fact.Type, required: true)
        .Text("title", fact => fact.Title)
        .Name("status", fact => fact.Status, required: true)
        .Choice<StatusCategory>("status_category", fact => fact.StatusCategory)
        .Name("priority", fact => fact.Priority)
        .Number("points", fact => fact.Points)
        .Name("epic", fact => fact.Epic)
        .Name("sprint", fact => fact.Sprint)
        .Name("parent", fact => fact.Parent)
        .Name("assignee", fact => fact.Assignee)
        .Name("team", fact => fact.Team)
        .Texts("blocked_by", fact => fact.BlockedBy)
        .Texts("labels", fact => fact.Labels)
        .Texts("components", fact => fact.Components)
        .Time("due_at", fact => fact.DueAt)
        .Time("created_at", fact => fact.CreatedAt)
        .Time("started_at", fact => fact.StartedAt)
        .Time("done_at", fact => fact.DoneAt));

    private static FactTable<WorkItemChange> WorkItemChange() => new(FactKinds.WorkItemChange, new FactColumns<WorkItemChange>()
        .Name("work_item", fact => fact.WorkItem, required: true)
        .Choice<WorkItemField>("field", fact => fact.Field)
        .Time("at", fact => fact.At)
        .Name("from", fact => fact.From)
        .Name("to", fact => fact.To)
        .Choice("to_category", fact => fact.ToCategory)
        .Name("author", fact => fact.Author));
}
