using Cto.Domain.Delivery;
using Cto.Insights.Delivery;

namespace Cto.Insights.PullRequests.OpenPullRequests;

/// <summary>The open pull requests with their first review.</summary>
internal static class OpenPullRequestsSql
{
    public static string For(DeliveryFilter filter) => $"""
        select p.key, p.repository, p.number, p.title, p.author, p.bot, p.draft, coalesce(p.ready_at, p.created_at) as openedat, p.requested_reviewers as requestedreviewers, p.url,
            coalesce({ReviewSql.FirstByAnother("p")}, p.first_review_at) as firstreviewat
        from pull_request as p where closed_at is null and merged_at is null{filter.OnRepositories};
        select exists (select 1 from pull_request where true{filter.OnRepositories})
        """;
}

/// <summary>An open pull request.</summary>
internal sealed class OpenRow
{
    public required string Key { get; init; }
    public required string Repository { get; init; }
    public int Number { get; init; }
    public required string Title { get; init; }
    public string? Author { get; init; }
    public bool Bot { get; init; }
    public bool Draft { get; init; }
    public DateTime OpenedAt { get; init; }
    public DateTime? FirstReviewAt { get; init; }
    public string[]? RequestedReviewers { get; init; }
    public string? Url { get; init; }

    public bool IsBot(DeliveryRules rules) => Bots.IsBot(Author, Bot, rules);

    /// <summary>How long it waits for its first review; <see langword="null"/> when it does not.</summary>
    public TimeSpan? Waiting(DateTimeOffset now) => Draft || FirstReviewAt is not null ? null : now - OpenedAt;

    public OpenPullRequest ToAnswer(DateTimeOffset now) => new(
        Key, Repository, Number, Title, Author, Draft, (now - OpenedAt).TotalSeconds, Waiting(now)?.TotalSeconds, Waiting(now) > Reviewing.OverdueAfter, RequestedReviewers ?? [], Url);

    public EvidenceRow ToEvidence(DateTimeOffset now) => new(Key, Title, new DateTimeOffset(OpenedAt), Url, new Dictionary<string, object?>
    {
        ["repository"] = Repository,
        ["number"] = Number,
        ["author"] = Author,
        ["draft"] = Draft ? "yes" : "no",
        ["waiting seconds"] = Waiting(now)?.TotalSeconds,
        ["requested reviewers"] = RequestedReviewers is { Length: > 0 } asked ? string.Join(", ", asked) : null,
    });
}
