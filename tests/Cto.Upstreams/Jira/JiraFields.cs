namespace Cto.Upstreams.Jira;

/// <summary>The fields of the company's site, with the ids that they happen to have.</summary>
internal static class JiraFields
{
    public const string Points = "customfield_10016";
    public const string Sprint = "customfield_10020";
    public const string Flagged = "customfield_10021";

    private const string Ordinary = "com.atlassian.jira.plugin.system.customfieldtypes:";
    private const string Software = "com.pyxis.greenhopper.jira:";

    /// <summary>Id, name, type, and the add-on's own name of the type.</summary>
    public static readonly IReadOnlyList<(string Id, string Name, string Type, string? Custom)> All =
    [
        ("summary", "Summary", "string", null), ("issuetype", "Issue Type", "issuetype", null), ("status", "Status", "status", null), ("priority", "Priority", "priority", null),
        ("project", "Project", "project", null), ("assignee", "Assignee", "user", null), ("parent", "Parent", "issuelink", null), ("labels", "Labels", "array", null), ("components", "Components", "array", null),
        ("issuelinks", "Linked Issues", "array", null), ("duedate", "Due date", "date", null), ("created", "Created", "datetime", null), ("updated", "Updated", "datetime", null),
        ("resolutiondate", "Resolved", "datetime", null), ("description", "Description", "string", null), ("attachment", "Attachment", "array", null), ("reporter", "Reporter", "user", null),
        (Points, "Story point estimate", "number", $"{Software}jsw-story-points"),
        ("customfield_10019", "Rank", "any", $"{Software}gh-lexo-rank"),
        (Sprint, "Sprint", "array", $"{Software}gh-sprint"),
        (Flagged, "Flagged", "array", $"{Ordinary}multicheckboxes"),
        ("customfield_10030", "Budget", "number", $"{Ordinary}float"),
    ];

    /// <summary>Id, name, category key, its id and its name.</summary>
    public static readonly IReadOnlyList<(string Id, string Name, string Category, int CategoryId, string CategoryName)> Statuses =
        [("10000", "To Do", "new", 2, "To Do"), ("10001", "In Progress", "indeterminate", 4, "In Progress"), ("10002", "In Review", "indeterminate", 4, "In Progress"), ("10003", "Done", "done", 3, "Done")];

    public static readonly IReadOnlyList<(string Id, string Name, int Level)> Types = [("10101", "Epic", 1), ("10102", "Story", 0), ("10103", "Bug", 0), ("10104", "Task", 0)];

    public static readonly IReadOnlyList<string> Priorities = ["Highest", "High", "Medium", "Low", "Lowest"];
}
