using System.Text.Json.Serialization;
using Cto.Connectors.Http;
using Cto.Domain.Delivery;

namespace Cto.Connectors.GitLab;

/// <summary>A merge request as lists tell it.</summary>
internal sealed class GitLabMergeRequest
{
    public long Id { get; set; }

    [JsonConverter(typeof(LenientCount))]
    public int? Iid { get; set; }
    public string? Title { get; set; }
    public string? State { get; set; }
    public GitLabUser? Author { get; set; }
    public bool? Draft { get; set; }
    public bool? WorkInProgress { get; set; }
    public string? SourceBranch { get; set; }
    public string? TargetBranch { get; set; }
    public string? MergeCommitSha { get; set; }
    public string? SquashCommitSha { get; set; }
    public string? Sha { get; set; }
    public string?[]? Labels { get; set; }
    public GitLabUser?[]? Reviewers { get; set; }
    public string? WebUrl { get; set; }

    [JsonConverter(typeof(LenientInstant))]
    public DateTimeOffset? CreatedAt { get; set; }

    [JsonConverter(typeof(LenientInstant))]
    public DateTimeOffset? UpdatedAt { get; set; }

    [JsonConverter(typeof(LenientInstant))]
    public DateTimeOffset? MergedAt { get; set; }

    [JsonConverter(typeof(LenientInstant))]
    public DateTimeOffset? ClosedAt { get; set; }

    /// <returns><see langword="null"/> when it lacks what identifies it.</returns>
    public PullRequest? ToFact(GitLabKeys keys, string project) => Id == 0 || Iid is null || CreatedAt is null ? null : new()
    {
        Key = keys.MergeRequest(Id),
        ChangedAt = UpdatedAt,
        Url = WebUrl,
        Repository = project,
        Number = Iid.Value,
        Title = Title ?? "",
        Author = Author?.Username,
        Bot = Author?.IsBot == true,
        Draft = Draft ?? WorkInProgress == true,
        Branch = SourceBranch,
        TargetBranch = TargetBranch,
        CreatedAt = CreatedAt.Value,
        MergedAt = MergedAt,
        ClosedAt = ClosedAt ?? MergedAt,
        // A fast-forward has neither a merge nor a squash commit: its own last commit is then on the branch.
        MergeCommit = MergedAt is null ? null : MergeCommitSha ?? SquashCommitSha ?? Sha,
        Labels = Labels is null ? null : [.. Labels.OfType<string>()],
        RequestedReviewers = Reviewers is null ? null : State == "opened" ? [.. Reviewers.Select(reviewer => reviewer?.Username).OfType<string>()] : [],
    };
}

/// <summary>A commit, as far as dates and names go.</summary>
internal sealed class GitLabCommit
{
    public string? Id { get; set; }

    [JsonConverter(typeof(LenientInstant))]
    public DateTimeOffset? AuthoredDate { get; set; }
}

/// <summary>The way from one commit to another.</summary>
internal sealed class GitLabComparison
{
    public GitLabCommit?[]? Commits { get; set; }

    /// <summary>It was too long a way: the commits are not all there.</summary>
    public bool? CompareTimeout { get; set; }
}
