using System.ComponentModel.DataAnnotations;

namespace Cto.Domain.Delivery;

/// <summary>A proposed change and its way to the default branch (GitLab calls it merge request).</summary>
public sealed record PullRequest : Fact
{
    /// <summary>The repository as <c>owner/name</c>.</summary>
    public required string Repository { get; init; }
    [Range(0, int.MaxValue)]
    public required int Number { get; init; }
    public required string Title { get; init; }

    /// <summary>The author's login; <see langword="null"/> when the account is gone.</summary>
    public string? Author { get; init; }

    /// <summary>Whether upstream marks the author as a machine; the tenant's own bot patterns come on top.</summary>
    public bool Bot { get; init; }
    public bool Draft { get; init; }

    /// <summary>The source branch; <see langword="null"/> when unknown.</summary>
    public string? Branch { get; init; }

    /// <summary>The branch it is merged into; <see langword="null"/> when unknown (then taken to be the default branch).</summary>
    public string? TargetBranch { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it left draft; <see langword="null"/> when it never was one or upstream does not say.</summary>
    public DateTimeOffset? ReadyAt { get; init; }

    /// <summary>Author date of its first commit; <see langword="null"/> when unknown.</summary>
    public DateTimeOffset? FirstCommitAt { get; init; }

    /// <summary>The first review by another person where upstream gives only the time; else it follows from the <see cref="Review"/> facts.</summary>
    public DateTimeOffset? FirstReviewAt { get; init; }
    public DateTimeOffset? MergedAt { get; init; }

    /// <summary>When it was closed, merged or not.</summary>
    public DateTimeOffset? ClosedAt { get; init; }

    /// <summary>The commit on the target branch that brought it in; <see langword="null"/> while not merged.</summary>
    public string? MergeCommit { get; init; }

    /// <summary>Added lines; <see langword="null"/> when unknown.</summary>
    [Range(0, int.MaxValue)]
    public int? Additions { get; init; }

    /// <summary>Deleted lines; <see langword="null"/> when unknown.</summary>
    [Range(0, int.MaxValue)]
    public int? Deletions { get; init; }

    /// <summary><c>hotfix</c> has a meaning.</summary>
    public IReadOnlyList<string>? Labels { get; init; }

    /// <summary>Logins of those asked to review and not yet heard from; <see langword="null"/> when unknown.</summary>
    public IReadOnlyList<string>? RequestedReviewers { get; init; }
}
