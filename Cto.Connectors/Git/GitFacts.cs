using Cto.Domain.Delivery;

namespace Cto.Connectors.Git;

/// <summary>Makes facts of what stands in a repository.</summary>
internal static class GitFacts
{
    public static string Key(GitSettings settings, string what) => $"git:{settings.Location.Identity}@{what}";

    public static Service Service(GitSettings settings) => new()
    {
        Key = $"git:{settings.Location.Identity}",
        Name = settings.Service,
        Repositories = [settings.Repository],
        Url = GitWeb.Repository(settings.Location),
    };

    /// <param name="commit">The commit.</param>
    /// <param name="by">The commit of the first-parent line that brought it: itself when it stands there.</param>
    /// <param name="settings">What counts as a change and as a failure.</param>
    public static Commit Commit(CommitRecord commit, LineCommit by, GitSettings settings) => new()
    {
        Key = Key(settings, commit.Sha),
        Url = GitWeb.Commit(settings.Location, commit.Sha),
        Repository = settings.Repository,
        Sha = commit.Sha,
        Subject = commit.Subject,
        Author = commit.Author.Length > 0 ? commit.Author : null,
        AuthorEmail = commit.Email.Length > 0 ? commit.Email : null,
        Bot = commit.Author.EndsWith("[bot]", StringComparison.OrdinalIgnoreCase) || commit.Email.Contains("[bot]@", StringComparison.Ordinal),
        AuthoredAt = commit.AuthoredAt,
        CommittedAt = commit.CommittedAt,
        Mainline = by.Record == commit && (commit.IsMerge || settings.SquashCommits),
        Merge = commit.IsMerge,
        FirstCommitAt = by.Record == commit ? by.FirstCommitAt : commit.AuthoredAt,

        // Where no commit is named the title may name a change: that is for the reader to find, unless it is switched off.
        Reverts = !settings.Failures ? [] : commit.Reverts is [] ? null : commit.Reverts,
    };

    /// <param name="name">What names it for ever: the tag, or the commit of the branch.</param>
    /// <param name="reference">The tag or branch.</param>
    /// <param name="commit">The deployed commit.</param>
    /// <param name="at">When.</param>
    /// <param name="commits">The commits that no earlier deployment had.</param>
    /// <param name="labels">Its labels.</param>
    /// <param name="settings">The service and environment.</param>
    public static Deployment Deployment(
        string name, string reference, string commit, DateTimeOffset at, IReadOnlyList<string> commits, IReadOnlyList<string> labels, GitSettings settings) => new()
    {
        Key = Key(settings, name),
        Url = GitWeb.Commit(settings.Location, commit),
        Service = settings.Service,
        Repository = settings.Repository,
        Environment = settings.Environment,
        Commit = commit,
        Ref = reference,
        StartedAt = at,
        FinishedAt = at,
        Result = DeploymentResult.Success,
        Commits = commits,
        Trigger = "push",
        Labels = labels,
    };
}
