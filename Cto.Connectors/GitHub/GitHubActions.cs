using Cto.Connectors.Code;
using Cto.Domain.Sources;
using Cto.Domain.Sources.Actions;

namespace Cto.Connectors.GitHub;

/// <summary>Opens issues, each once.</summary>
internal sealed class GitHubActions(GitHubSessions sessions) : ISourceActions
{
    public IReadOnlyList<ActionDescriptor> Known { get; } = [new(typeof(CreateIssue), "Create a GitHub issue", "issues:write", "repo")];

    public async Task<ActionOutcome> ActAsync(SourceConnection source, SourceAction action, CancellationToken cancellationToken)
    {
        var issue = action as CreateIssue ?? throw new NotSupportedException($"GitHub does not know how to {action.GetType().Name}.");
        var (owner, name) = GitHubSettings.SplitName(issue.Place);
        var session = sessions.Open(source);
        var wanted = new GitHubNewIssue(issue.Title, IssueMark.Body(issue, IssueMark.Due(issue)), issue.Labels.Count == 0 ? null : issue.Labels, LoginOf(issue) is { } login ? [login] : null, issue.Type);
        var (made, found) = await IssueMark.OnceAsync(
            token => FindAsync(session, owner, name, issue.Id, token),
            async token => (await session.Security.CreateIssueAsync(owner, name, wanted, token)).Content,
            "GitHub",
            cancellationToken);
        var read = (await session.Inventory.IssueAsync(owner, name, made.Number ?? 0, cancellationToken)).Content;
        return new(Summary(issue, read, found), $"{owner}/{name}#{read.Number}", read.HtmlUrl);
    }

    private static async Task<GitHubIssue?> FindAsync(GitHubSession session, string owner, string name, Guid id, CancellationToken cancellationToken)
    {
        var issues = (await session.Inventory.IssuesAsync(owner, name, "all", "created", "desc", IssueMark.Searched, cancellationToken)).Content;
        return issues.FirstOrDefault(issue => issue?.Number is not null && IssueMark.IsIn(issue.Body, id));
    }

    // GitHub knows people by login alone.
    private static string? LoginOf(CreateIssue issue) => issue.Assignee?.TrimStart('@') is { } assignee && !assignee.Contains('@') ? assignee : null;

    private static string Summary(CreateIssue wanted, GitHubIssue issue, bool found)
    {
        var assignees = string.Join(", ", (issue.Assignees ?? []).Select(user => user?.Login).OfType<string>());
        return IssueMark.Summary(wanted, $"Issue #{issue.Number} \"{issue.Title}\" is {issue.State ?? "open"} in {wanted.Place}", assignees, found, "GitHub");
    }
}
