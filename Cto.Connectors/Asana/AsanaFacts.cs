using System.Globalization;
using Cto.Domain.Planning;

namespace Cto.Connectors.Asana;

/// <summary>Turns projects, tasks and their stories into facts.</summary>
/// <param name="projects">The projects that are meant, by their ids.</param>
internal sealed class AsanaFacts(AsanaSettings settings, IReadOnlyDictionary<string, AsanaProject> projects)
{
    private const string Open = "Open";
    private const string Completed = "Completed";

    public static string TaskKey(string gid) => $"asana:task/{gid}";

    public static Project Of(AsanaProject project) => new()
    {
        Key = $"asana:project/{project.Gid}",
        ChangedAt = project.ModifiedAt,
        Url = project.PermalinkUrl,
        Name = project.Name!,
        Team = project.Team?.Name,
        Lead = project.Owner?.Name,
        Archived = project.Archived == true,
    };

    /// <param name="task">With its fields.</param>
    /// <param name="stories">Its history.</param>
    /// <param name="blockers">The names of what it waits for and what is not done; <see langword="null"/> = unknown.</param>
    /// <returns><see langword="null"/> for headings, and for what lacks what identifies it.</returns>
    public WorkItem? Of(AsanaTask task, IReadOnlyList<AsanaStory> stories, IReadOnlyList<string>? blockers)
    {
        if (task is not { Gid: not null, CreatedAt: not null } || task.ResourceSubtype == "section" || Membership(task) is not { } place)
        {
            return null;
        }

        var project = projects[place.Project!.Gid!];
        var section = place.Section?.Name;
        return new()
        {
            Key = TaskKey(task.Gid),
            ChangedAt = task.ModifiedAt,
            Url = task.PermalinkUrl,
            Project = project.Name!,
            Type = TypeOf(task.ResourceSubtype),
            Title = task.Name ?? "",
            Status = section ?? (task.Completed == true ? Completed : Open),
            StatusCategory = task.Completed == true ? StatusCategory.Done : Category(section),
            Priority = task.CustomFields?.FirstOrDefault(field => string.Equals(field?.Name, "Priority", StringComparison.OrdinalIgnoreCase))?.DisplayValue,
            Points = task.CustomFields?.FirstOrDefault(field => field?.NumberValue is not null && settings.IsPoints(field.Name))?.NumberValue,
            Parent = task.Parent?.Gid is { } parent ? TaskKey(parent) : null,
            Assignee = task.Assignee?.Name,
            Team = project.Team?.Name,
            BlockedBy = task.Completed == true ? [] : blockers,
            Labels = task.Tags is null ? null : [.. task.Tags.Select(tag => tag?.Name).OfType<string>()],
            DueAt = task.DueAt ?? task.DueOn,
            CreatedAt = task.CreatedAt.Value,
            StartedAt = stories.FirstOrDefault(story => story.ResourceSubtype == "section_changed" && settings.IsInProgress(story.NewSection?.Name))?.CreatedAt,
            DoneAt = task.Completed == true ? task.CompletedAt : null,
        };
    }

    /// <summary>The entries of a task's history that are kept.</summary>
    public IEnumerable<WorkItemChange> Changes(AsanaTask task, IReadOnlyList<AsanaStory> stories) => stories
        .Where(story => story is { Gid: not null, CreatedAt: not null })
        .Select(story => Meaning(story) is var (field, from, to, category) ? new WorkItemChange
        {
            Key = $"asana:story/{story.Gid}",
            ChangedAt = story.CreatedAt,
            WorkItem = TaskKey(task.Gid!),
            Field = field,
            At = story.CreatedAt!.Value,
            From = from,
            To = to,
            ToCategory = category,
            Author = story.CreatedBy?.Name,
        } : null)
        .OfType<WorkItemChange>();

    private (WorkItemField Field, string? From, string? To, StatusCategory? Category)? Meaning(AsanaStory story) => story.ResourceSubtype switch
    {
        "section_changed" => (WorkItemField.Status, story.OldSection?.Name, story.NewSection?.Name, Category(story.NewSection?.Name)),
        "marked_complete" => (WorkItemField.Status, null, Completed, StatusCategory.Done),
        "marked_incomplete" => (WorkItemField.Status, Completed, Open, StatusCategory.Todo),
        "assigned" => (WorkItemField.Assignee, null, story.Assignee?.Name, null),
        "unassigned" => (WorkItemField.Assignee, story.Assignee?.Name, null, null),
        "number_custom_field_changed" when settings.IsPoints(story.CustomField?.Name) => (WorkItemField.Points, Number(story.OldNumberValue), Number(story.NewNumberValue), null),
        "dependency_added" => (WorkItemField.Blocked, null, story.Dependency?.Name, null),
        "dependency_removed" => (WorkItemField.Blocked, story.Dependency?.Name, null, null),
        _ => null,
    };

    // A task may stand in several projects: it belongs to the first that is meant, whichever list it came in.
    private AsanaMembership? Membership(AsanaTask task) => (task.Memberships ?? []).FirstOrDefault(place => place?.Project?.Gid is { } gid && projects.ContainsKey(gid));

    private StatusCategory Category(string? section) => settings.IsInProgress(section) ? StatusCategory.InProgress : StatusCategory.Todo;

    private static string TypeOf(string? subtype) => subtype switch
    {
        null or "default_task" => "Task",
        _ => $"{char.ToUpperInvariant(subtype[0])}{subtype[1..]}",
    };

    private static string? Number(double? number) => number?.ToString(CultureInfo.InvariantCulture);
}
