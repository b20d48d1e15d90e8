namespace Cto.Insights.PullRequests.OpenPullRequests;

/// <summary>Pull requests that are open now, and which of them wait for a review.</summary>
public sealed record OpenPullRequestsAnswer
{
    public required int Open { get; init; }
    public required int Drafts { get; init; }

    /// <summary>Opened by machines; they are not in the other figures.</summary>
    public required int Bots { get; init; }

    /// <summary>Open, not draft, without a review by another person.</summary>
    public required int WaitingForReview { get; init; }

    /// <summary>Of those, waiting for more than two days.</summary>
    public required int Overdue { get; init; }

    /// <summary>Median age in seconds since opened; <see langword="null"/> when none is open.</summary>
    public required double? MedianAgeSeconds { get; init; }

    /// <summary>Those that wait longest first, at most 100.</summary>
    public required IReadOnlyList<OpenPullRequest> PullRequests { get; init; }
    public required IReadOnlyList<RepositoryOpen> Repositories { get; init; }
}

/// <summary>One open pull request; waiting is <see langword="null"/> once another person has reviewed it.</summary>
public sealed record OpenPullRequest(
    string Key, string Repository, int Number, string Title, string? Author, bool Draft, double AgeSeconds, double? WaitingSeconds, bool Overdue,
    IReadOnlyList<string> RequestedReviewers, string? Url);

/// <summary>The open ones of one repository.</summary>
public sealed record RepositoryOpen(string Repository, int Open, int Overdue);
