using System.Text.Json.Serialization;
using Cto.Connectors.Http;
using Cto.Domain.Delivery;

namespace Cto.Connectors.GitHub;

/// <summary>A pull request as lists, details and webhooks tell it; lists lack the sizes.</summary>
internal sealed class GitHubPullRequest
{
    public long Id { get; set; }

    [JsonConverter(typeof(LenientCount))]
    public int? Number { get; set; }
    public string? HtmlUrl { get; set; }
    public string? Title { get; set; }
    public GitHubUser? User { get; set; }
    public bool? Draft { get; set; }
    public GitHubBranch? Head { get; set; }
    public GitHubBranch? Base { get; set; }
    public string? MergeCommitSha { get; set; }
    public GitHubLabel?[]? Labels { get; set; }
    public GitHubUser?[]? RequestedReviewers { get; set; }

    [JsonConverter(typeof(LenientCount))]
    public int? Additions { get; set; }

    [JsonConverter(typeof(LenientCount))]
    public int? Deletions { get; set; }

    [JsonConverter(typeof(LenientInstant))]
    public DateTimeOffset? CreatedAt { get; set; }

    [JsonConverter(typeof(LenientInstant))]
    public DateTimeOffset? UpdatedAt { get; set; }

    [JsonConverter(typeof(LenientInstant))]
    public DateTimeOffset? ClosedAt { get; set; }

    [JsonConverter(typeof(LenientInstant))]
    public DateTimeOffset? MergedAt { get; set; }

    [JsonIgnore]
    public bool IsClosedUnmerged => MergedAt is null && ClosedAt is not null;

    /// <returns><see langword="null"/> when it lacks what identifies it.</returns>
    public PullRequest? ToFact(GitHubKeys keys, string repository) => Id == 0 || Number is null || CreatedAt is null ? null : new()
    {
        Key = keys.PullRequest(Id),
        ChangedAt = UpdatedAt,
        Url = HtmlUrl,
        Repository = repository,
        Number = Number.Value,
        Title = Title ?? "",
        Author = User?.Login,
        Bot = User?.IsBot == true,
        Draft = Draft == true,
        Branch = Head?.Ref,
        TargetBranch = Base?.Ref,
        CreatedAt = CreatedAt.Value,
        MergedAt = MergedAt,
        ClosedAt = ClosedAt ?? MergedAt,
        // Of an unmerged one this is GitHub's trial merge, which is on no branch.
        MergeCommit = MergedAt is null ? null : MergeCommitSha,
        Additions = Additions,
        Deletions = Deletions,
        Labels = Labels is null ? null : [.. Labels.Select(label => label?.Name).OfType<string>()],
        RequestedReviewers = RequestedReviewers is null ? null : [.. RequestedReviewers.Select(user => user?.Login).OfType<string>()],
    };
}

/// <summary>One end of a pull request; its repository may be gone.</summary>
internal sealed class GitHubBranch
{
    public string? Ref { get; set; }
}

/// <summary>A label.</summary>
internal sealed class GitHubLabel
{
    public string? Name { get; set; }
}

/// <summary>One submission of a review.</summary>
internal sealed class GitHubReview
{
    public long Id { get; set; }
    public GitHubUser? User { get; set; }
    public string? State { get; set; }
    public string? HtmlUrl { get; set; }

    [JsonConverter(typeof(LenientInstant))]
    public DateTimeOffset? SubmittedAt { get; set; }

    /// <returns><see langword="null"/> while it is not submitted, or when its state says nothing to us.</returns>
    public Review? ToFact(GitHubKeys keys, string repository, string pullRequest) => Id == 0 || SubmittedAt is null || ReadState() is not { } state ? null : new()
    {
        Key = keys.Review(Id),
        Url = HtmlUrl,
        PullRequest = pullRequest,
        Repository = repository,
        Reviewer = User?.Login,
        Bot = User?.IsBot == true,
        SubmittedAt = SubmittedAt.Value,
        State = state,
    };

    // The API shouts, webhooks do not.
    private ReviewState? ReadState() => State?.ToUpperInvariant() switch
    {
        "APPROVED" => ReviewState.Approved,
        "CHANGES_REQUESTED" => ReviewState.ChangesRequested,
        "COMMENTED" => ReviewState.Commented,
        "DISMISSED" => ReviewState.Dismissed,
        _ => null,
    };
}

/// <summary>A commit, as far as dates and names go.</summary>
internal sealed class GitHubCommit
{
    public string? Sha { get; set; }
    public GitHubCommitBody? Commit { get; set; }
}

/// <summary>What git knows of a commit.</summary>
internal sealed class GitHubCommitBody
{
    public GitHubSignature? Author { get; set; }
}

/// <summary>Who and when.</summary>
internal sealed class GitHubSignature
{
    [JsonConverter(typeof(LenientInstant))]
    public DateTimeOffset? Date { get; set; }
}

/// <summary>The way from one commit to another.</summary>
internal sealed class GitHubComparison
{
    [JsonConverter(typeof(LenientCount))]
    public int? TotalCommits { get; set; }
    public GitHubCommit?[]? Commits { get; set; }
}
