namespace Cto.Domain.Delivery;

/// <summary>As which unit of work something is counted when it is asked how long changes take.</summary>
[Flags]
public enum ChangeUnits
{
    /// <summary>Only known for linking (a commit of a branch that is counted as a pull request).</summary>
    None = 0,

    /// <summary>A change by the default reading: a pull request, or a mainline commit where the repository has no pull requests.</summary>
    Change = 1,

    /// <summary>A commit, for the reading by commits.</summary>
    Commit = 2,
}

/// <summary>Something that reached the default branch and is to be found in production: a merged pull request or a commit.</summary>
public sealed record Change
{
    public required FactKey Fact { get; init; }

    /// <summary>The repository as <c>owner/name</c>.</summary>
    public required string Repository { get; init; }

    /// <summary>The merge commit, or the commit itself; <see langword="null"/> when unknown.</summary>
    public string? Commit { get; init; }
    public required string Title { get; init; }

    /// <summary>When it reached the branch: merged, or committed.</summary>
    public required DateTimeOffset ReachedAt { get; init; }

    /// <summary>Author date of its first commit; <see langword="null"/> when unknown.</summary>
    public DateTimeOffset? FirstCommitAt { get; init; }
    public required ChangeUnits Units { get; init; }
    public string? Branch { get; init; }
    public IReadOnlyList<string>? Labels { get; init; }

    /// <summary>The commits it says it reverts.</summary>
    public IReadOnlyList<string>? Reverts { get; init; }
    public string? Url { get; init; }

    /// <summary>A merged pull request as a change.</summary>
    /// <returns><see langword="null"/> when it is not merged.</returns>
    public static Change? Of(PullRequest pull) => pull.MergedAt is not { } merged ? null : new Change
    {
        Fact = new(FactKinds.PullRequest, pull.Key),
        Repository = pull.Repository,
        Commit = pull.MergeCommit,
        Title = pull.Title,
        ReachedAt = merged,
        FirstCommitAt = pull.FirstCommitAt,
        Units = ChangeUnits.Change,
        Branch = pull.Branch,
        Labels = pull.Labels,
        Url = pull.Url,
    };

    /// <summary>A commit as a change: also by the default reading when it is on the mainline of a repository without pull requests.</summary>
    public static Change Of(Commit commit, bool repositoryHasPullRequests) => new()
    {
        Fact = new(FactKinds.Commit, commit.Key),
        Repository = commit.Repository,
        Commit = commit.Sha,
        Title = commit.Subject,
        ReachedAt = commit.CommittedAt,
        FirstCommitAt = commit.FirstCommitAt ?? commit.AuthoredAt,
        Units = commit.Mainline && !repositoryHasPullRequests ? ChangeUnits.Change | ChangeUnits.Commit : ChangeUnits.Commit,
        Reverts = commit.Reverts,
        Url = commit.Url,
    };
}
