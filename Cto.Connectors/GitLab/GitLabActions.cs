using Cto.Connectors.Code;
using Cto.Domain.Sources;
using Cto.Domain.Sources.Actions;

namespace Cto.Connectors.GitLab;

/// <summary>Opens issues, each once: a mark in its description, which nobody sees, tells an issue that an earlier attempt made.</summary>
internal sealed class GitLabActions(GitLabSessions sessions) : ISourceActions
{
    public IReadOnlyList<ActionDescriptor> Known { get; } = [new(typeof(CreateIssue), "Create a GitLab issue", "api")];

    public async Task<ActionOutcome> ActAsync(SourceConnection source, SourceAction action, CancellationToken cancellationToken)
    {
        var issue = action as CreateIssue ?? throw new NotSupportedException($"GitLab does not know how to {action.GetType().Name}.");
        var project = GitLabSettings.Sound(issue.Place);
        var session = sessions.Open(source);
        var assignee = await AssigneeAsync(session, issue, cancellationToken);
        var wanted = new GitLabNewIssue(issue.Title, IssueMark.Body(issue, []), issue.Labels.Count == 0 ? null : string.Join(',', issue.Labels), assignee is null ? null : [assignee.Id], issue.DueOn, TypeOf(issue));
        var (made, found) = await IssueMark.OnceAsync(
            token => FindAsync(session, project, issue.Id, token),
            async token => (await session.People.CreateIssueAsync(project, wanted, token)).Content,
            "GitLab",
            cancellationToken);
        var read = (await session.People.IssueAsync(project, made.Iid ?? 0, cancellationToken)).Content;
        return new(Summary(issue, read, found), $"{project}#{read.Iid}", read.WebUrl);
    }

    private static async Task<GitLabIssue?> FindAsync(GitLabSession session, string project, Guid id, CancellationToken cancellationToken)
    {
        var issues = (await session.Api.IssuesAsync(project, "created_at", "desc", IssueMark.Searched, cancellationToken)).Content;
        return issues.FirstOrDefault(issue => issue?.Iid is not null && IssueMark.IsIn(issue.Description, id));
    }

    private static async Task<GitLabUser?> AssigneeAsync(GitLabSession session, CreateIssue issue, CancellationToken cancellationToken)
    {
        if (issue.Assignee is not { } assignee)
        {
            return null;
        }

        var found = (assignee.Contains('@', StringComparison.Ordinal) && !assignee.StartsWith('@')
            ? await session.People.UsersAsync(null, assignee, cancellationToken)
            : await session.People.UsersAsync(assignee.TrimStart('@'), null, cancellationToken)).Content.OfType<GitLabUser>().ToList();
        // Several people behind one address: better nobody than the wrong one.
        return found.Count == 1 ? found[0] : null;
    }

    private static string? TypeOf(CreateIssue issue) => issue.Type?.ToLowerInvariant() switch
    {
        "incident" => "incident",
        "task" => "task",
        _ => null,
    };

    private static string Summary(CreateIssue wanted, GitLabIssue issue, bool found)
    {
        var assignees = string.Join(", ", (issue.Assignees ?? []).Select(user => user?.Username).OfType<string>());
        return IssueMark.Summary(wanted, $"Issue #{issue.Iid} \"{issue.Title}\" is {issue.State ?? "opened"} in {wanted.Place}", assignees, found, "GitLab");
    }
}
