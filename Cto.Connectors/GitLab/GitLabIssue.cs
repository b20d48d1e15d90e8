namespace Cto.Connectors.GitLab;

/// <summary>An issue, as far as it is needed to know it again.</summary>
internal sealed class GitLabIssue
{
    public int? Iid { get; set; }
    public string? Title { get; set; }
    public string? Description { get; set; }
    public string? State { get; set; }
    public string? WebUrl { get; set; }
    public GitLabUser?[]? Assignees { get; set; }
}

/// <summary>An issue to be made.</summary>
internal sealed record GitLabNewIssue(string Title, string Description, string? Labels, IReadOnlyList<long>? AssigneeIds, DateOnly? DueDate, string? IssueType);
