using System.Globalization;
using Cto.Domain.Sources;
using Cto.Domain.Sources.Actions;

namespace Cto.Connectors.GitHub;

/// <summary>Opens issues, each once: a mark in its text, which nobody sees, tells an issue that an earlier attempt made.</summary>
internal sealed class GitHubActions(GitHubSessions sessions) : ISourceActions
{
    // Issues are listed newest first, and an attempt is repeated within minutes.
    private const int Searched = 50;

    public IReadOnlyList<ActionDescriptor> Known { get; } = [new(typeof(CreateIssue), "Create a GitHub issue", "issues:write", "repo")];

    public async Task<ActionOutcome> ActAsync(SourceConnection source, SourceAction action, CancellationToken cancellationToken)
    {
        var issue = action as CreateIssue ?? throw new NotSupportedException($"GitHub does not know how to {action.GetType().Name}.");
        var (owner, name) = GitHubSettings.SplitName(issue.Place);
        var session = sessions.Open(source);
        var (made, found) = (await FindAsync(session, owner, name, issue.Id, cancellationToken), true);
        if (made is null)
        {
            (made, found) = (await CreateAsync(session, owner, name, issue, cancellationToken), false);
        }

        var read = (await session.Inventory.IssueAsync(owner, name, made.Number!.Value, cancellationToken)).GetContent();
        return new(Summary(issue, read, found), $"{owner}/{name}#{read.Number}", read.HtmlUrl);
    }

    private static async Task<GitHubIssue> CreateAsync(GitHubSession session, string owner, string name, CreateIssue issue, CancellationToken cancellationToken)
    {
        try
        {
            var wanted = new GitHubNewIssue(issue.Title, Body(issue), issue.Labels.Count == 0 ? null : issue.Labels, LoginOf(issue) is { } login ? [login] : null, issue.Type);
            return (await session.Security.CreateIssueAsync(owner, name, wanted, cancellationToken)).GetContent();
        }
        catch (SourceException e) when (e.Fault is SourceFault.Unavailable or SourceFault.UnexpectedReply)
        {
            // The answer was lost: the issue may be there all the same.
            return await TryFindAsync(session, owner, name, issue.Id, cancellationToken) ??
                throw new SourceException(e.Fault, $"Whether the issue was created is not known: {e.Message}", e) { Remedy = "Try again: an issue that was created is found and not made twice.", RetryAt = e.RetryAt };
        }
    }

    private static async Task<GitHubIssue?> TryFindAsync(GitHubSession session, string owner, string name, Guid id, CancellationToken cancellationToken)
    {
        try
        {
            return await FindAsync(session, owner, name, id, cancellationToken);
        }
        catch (SourceException)
        {
            return null;
        }
    }

    private static async Task<GitHubIssue?> FindAsync(GitHubSession session, string owner, string name, Guid id, CancellationToken cancellationToken)
    {
        var issues = (await session.Inventory.IssuesAsync(owner, name, "all", "created", "desc", Searched, cancellationToken)).GetContent();
        return issues.FirstOrDefault(issue => issue?.Number is not null && issue.Body?.Contains(Mark(id), StringComparison.Ordinal) == true);
    }

    private static string Body(CreateIssue issue) => string.Join("\n\n", new[]
    {
        issue.Body,
        issue.Priority is null ? null : $"Priority: {issue.Priority}",
        issue.DueOn is null ? null : $"Due: {issue.DueOn.Value.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}",
        Mark(issue.Id),
    }.OfType<string>());

    private static string Mark(Guid id) => $"<!-- cto-assistant:{id:N} -->";

    // GitHub knows people by login alone.
    private static string? LoginOf(CreateIssue issue) => issue.Assignee is { } assignee && !assignee.Contains('@') ? assignee.TrimStart('@') : null;

    private static string Summary(CreateIssue wanted, GitHubIssue issue, bool found)
    {
        var assignees = string.Join(", ", (issue.Assignees ?? []).Select(user => user?.Login).OfType<string>());
        var to = assignees.Length > 0 ? $", assigned to {assignees}" : "";
        var left = (LoginOf(wanted) ?? wanted.Assignee) is { } assignee && assignees.Length == 0 ? $" GitHub took nobody named {assignee} as assignee." : "";
        var files = wanted.Attachments.Count > 0 ? " GitHub takes no attachments over its API: they were left out." : "";
        return $"Issue #{issue.Number} \"{issue.Title}\" is {issue.State ?? "open"} in {wanted.Place}{to}{(found ? "; an earlier attempt had created it" : "")}.{left}{files}";
    }
}
