namespace Cto.Connectors.GitHub;

/// <summary>An issue, as far as it is needed to know it again.</summary>
internal sealed class GitHubIssue
{
    public int? Number { get; set; }
    public string? HtmlUrl { get; set; }
    public string? Title { get; set; }
    public string? Body { get; set; }
    public string? State { get; set; }
    public GitHubUser?[]? Assignees { get; set; }
}

/// <summary>An issue to be made.</summary>
internal sealed record GitHubNewIssue(string Title, string Body, IReadOnlyList<string>? Labels, IReadOnlyList<string>? Assignees, string? Type);
