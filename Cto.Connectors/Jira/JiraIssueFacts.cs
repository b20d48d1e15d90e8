using Cto.Domain;
using Cto.Domain.Planning;

namespace Cto.Connectors.Jira;

/// <summary>Turns issues and their histories into facts.</summary>
/// <param name="epics">The key of an epic's fact by its code, for sites whose issues name their epic by code.</param>
internal sealed class JiraIssueFacts(JiraSite site, JiraSettings settings, JiraKeys keys, IReadOnlyDictionary<string, string> epics)
{
    private JiraFieldMap Fields => site.Fields;

    /// <summary>The work item or the epic that an issue is; <see langword="null"/> when it lacks what identifies it.</summary>
    public Fact? Of(JiraIssue issue, JiraTimeline timeline) => issue is not { Id.Length: > 0, Fields: { Created: not null, Project: not null } fields } ? null
        : fields.Issuetype?.IsEpic == true ? Epic(issue, fields, timeline)
        : Item(issue, fields, timeline);

    private WorkItem Item(JiraIssue issue, JiraFields fields, JiraTimeline timeline)
    {
        var parentIsEpic = fields.Parent?.Fields?.Issuetype?.IsEpic == true;
        return new()
        {
            Key = keys.Issue(issue.Id!),
            ChangedAt = fields.Updated,
            Url = Url(issue),
            Project = Project(fields.Project!),
            Code = issue.Key,
            Type = fields.Issuetype?.Name ?? "Issue",
            Title = fields.Summary ?? "",
            Status = fields.Status?.Name ?? "",
            StatusCategory = site.Statuses.Of(fields.Status),
            Priority = fields.Priority?.Name,
            Points = Fields.PointsOf(fields),
            Epic = parentIsEpic ? keys.Issue(fields.Parent!.Id!) : EpicByCode(fields),
            Sprint = Latest(timeline.Sprints) is { } sprint ? keys.Sprint(sprint.Id) : null,
            Parent = fields.Parent?.Id is { } parent && !parentIsEpic ? keys.Issue(parent) : null,
            Assignee = fields.Assignee?.DisplayName,
            Team = Team(fields),
            BlockedBy = [.. Flags(fields), .. Blockers(fields)],
            Labels = fields.Labels is null ? null : [.. fields.Labels.OfType<string>()],
            Components = fields.Components is null ? null : [.. fields.Components.Select(component => component?.Name).OfType<string>()],
            DueAt = fields.Duedate,
            CreatedAt = fields.Created!.Value,
            StartedAt = timeline.StartedAt,
            DoneAt = timeline.DoneAt,
        };
    }

    private Epic Epic(JiraIssue issue, JiraFields fields, JiraTimeline timeline) => new()
    {
        Key = keys.Issue(issue.Id!),
        ChangedAt = fields.Updated,
        Url = Url(issue),
        Project = Project(fields.Project!),
        Code = issue.Key,
        Name = JiraFieldMap.Text(fields, Fields.EpicName) is { Length: > 0 } name ? name : fields.Summary ?? "",
        Status = fields.Status?.Name ?? "",
        StatusCategory = site.Statuses.Of(fields.Status),
        Owner = fields.Assignee?.DisplayName,
        Team = Team(fields),
        CreatedAt = fields.Created!.Value,
        StartsAt = DateTimeOffset.TryParse(JiraFieldMap.Text(fields, Fields.StartsAt), System.Globalization.CultureInfo.InvariantCulture, System.Globalization.DateTimeStyles.AssumeUniversal, out var starts) ? starts.ToUniversalTime() : null,
        DueAt = fields.Duedate,
        DoneAt = timeline.DoneAt,
        Labels = fields.Labels is null ? null : [.. fields.Labels.OfType<string>()],
    };

    /// <summary>The entries of an issue's history that are kept.</summary>
    public IEnumerable<WorkItemChange> Changes(JiraIssue issue, JiraTimeline timeline)
    {
        var item = keys.Issue(issue.Id!);
        foreach (var step in timeline.Changes.Where(step => step.Entry.Id is not null))
        {
            if (Meaning(step, timeline) is var (field, from, to) && from != to)
            {
                yield return new()
                {
                    Key = keys.Change(step.Entry.Id!, step.Item),
                    ChangedAt = step.At,
                    WorkItem = item,
                    Field = field,
                    At = step.At,
                    From = from,
                    To = to,
                    ToCategory = field is WorkItemField.Status ? timeline.After(step) : null,
                    Author = step.Entry.Author?.DisplayName,
                };
            }
        }
    }

    /// <summary>Why an epic of an issue is not known yet: its code, to be looked up.</summary>
    public string? UnknownEpic(JiraFields fields) =>
        fields.Parent is null && JiraFieldMap.Text(fields, Fields.EpicLink) is { } code && !epics.ContainsKey(code) ? code : null;

    private (WorkItemField Field, string? From, string? To)? Meaning(JiraTimeline.Step step, JiraTimeline timeline)
    {
        var change = step.Change;
        return change switch
        {
            _ when JiraTimeline.IsStatus(change) => (WorkItemField.Status, Text(change.FromString), Text(change.ToText)),
            _ when Fields.Points.Any(field => JiraFieldMap.IsOf(change, field)) => (WorkItemField.Points, Text(change.FromString), Text(change.ToText)),
            _ when JiraFieldMap.IsOf(change, Fields.Sprint) => Moved(change),
            _ when JiraFieldMap.IsOf(change, Fields.EpicLink) => (WorkItemField.Epic, Issue(change.From), Issue(change.To)),
            // Where a site writes both, the link above tells the same.
            { Field: "IssueParentAssociation" } when !step.Entry.Items!.Any(other => other is not null && JiraFieldMap.IsOf(other, Fields.EpicLink)) => (WorkItemField.Epic, Issue(change.From), Issue(change.To)),
            { Field: "assignee" } => (WorkItemField.Assignee, Text(change.FromString), Text(change.ToText)),
            _ when JiraFieldMap.IsOf(change, Fields.Flagged) => (WorkItemField.Blocked, Text(change.FromString), Text(change.ToText)),
            { Field: "Link" } when IsBlock(change.FromString) || IsBlock(change.ToText) => (WorkItemField.Blocked, Text(change.From), Text(change.To)),
            _ => null,
        };
    }

    // The list keeps sprints that were closed: what came is where it is now, what stayed is where it was.
    private (WorkItemField Field, string? From, string? To) Moved(JiraChange change)
    {
        long[] from = [.. JiraTimeline.Ids(change.From)];
        long[] to = [.. JiraTimeline.Ids(change.To)];
        return (WorkItemField.Sprint, Key(from.Except(to), from), Key(to.Except(from), to));

        string? Key(IEnumerable<long> news, long[] all) => all.Length == 0 ? null : keys.Sprint(news.DefaultIfEmpty(all.Max()).Max());
    }

    private static bool IsBlock(string? text) => text?.Contains("blocked by", StringComparison.OrdinalIgnoreCase) == true;

    private string? Issue(string? id) => string.IsNullOrEmpty(id) ? null : keys.Issue(id);

    private static string? Text(string? text) => string.IsNullOrEmpty(text) ? null : text;

    private string? EpicByCode(JiraFields fields) => JiraFieldMap.Text(fields, Fields.EpicLink) is { } code ? epics.GetValueOrDefault(code) : null;

    private string? Team(JiraFields fields) => JiraFieldMap.Text(fields, Fields.Team) ?? (settings.ProjectsAreTeams ? fields.Project!.Name : null);

    private static string Project(JiraProject project) => project.Key ?? project.Name ?? "";

    private string? Url(JiraIssue issue) => issue.Key is { } code ? new Uri(settings.BaseAddress, $"browse/{code}").AbsoluteUri : null;

    private IEnumerable<string> Flags(JiraFields fields) => JiraFieldMap.Value(fields, Fields.Flagged) is { ValueKind: System.Text.Json.JsonValueKind.Array } flags && flags.GetArrayLength() > 0 ? ["Flagged"] : [];

    private IEnumerable<string> Blockers(JiraFields fields) => (fields.Issuelinks ?? [])
        .Where(link => link is { Blocks: true, InwardIssue.Fields: not null } && site.Statuses.Of(link.InwardIssue.Fields.Status) is not StatusCategory.Done)
        .Select(link => link!.InwardIssue!.Key).OfType<string>();

    // The one that runs, else the one that comes, else the last that was closed.
    private static JiraSprint? Latest(IReadOnlyList<JiraSprint> sprints) => sprints
        .OrderBy(sprint => sprint.Standing switch { SprintState.Active => 0, SprintState.Future => 1, _ => 2 })
        .ThenByDescending(sprint => sprint.ClosedAt).ThenByDescending(sprint => sprint.Id).FirstOrDefault();
}
