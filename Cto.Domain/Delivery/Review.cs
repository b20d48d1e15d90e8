namespace Cto.Domain.Delivery;

/// <summary>One submission of a review of a pull request.</summary>
public sealed record Review : Fact
{
    /// <summary>The key of the <see cref="Delivery.PullRequest"/>.</summary>
    public required string PullRequest { get; init; }

    /// <summary>The repository as <c>owner/name</c>.</summary>
    public required string Repository { get; init; }

    /// <summary>The reviewer's login; <see langword="null"/> when the account is gone.</summary>
    public string? Reviewer { get; init; }

    /// <summary>Whether upstream marks the reviewer as a machine.</summary>
    public bool Bot { get; init; }
    public required DateTimeOffset SubmittedAt { get; init; }
    public required ReviewState State { get; init; }
}

/// <summary>What a review said.</summary>
public enum ReviewState
{
    Approved,
    ChangesRequested,
    Commented,
    Dismissed,
}
