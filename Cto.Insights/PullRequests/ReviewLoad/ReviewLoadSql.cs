using Cto.Insights.Delivery;

namespace Cto.Insights.PullRequests.ReviewLoad;

/// <summary>The reviews of both periods, the latest with their names.</summary>
internal static class ReviewLoadSql
{
    private const string IsBot = "(r.bot or coalesce(r.reviewer, '') ilike any(string_to_array(@bots, e'\\n')))";

    public static string For(DeliveryFilter filter) => $"""
        select r.reviewer, r.pull_request as pullrequest, r.repository, r.submitted_at as submittedat, {IsBot} as bot, coalesce(lower(r.reviewer) = lower(p.author), false) as own,
            case when r.submitted_at = {ReviewSql.FirstByAnother("p")} then extract(epoch from r.submitted_at - coalesce(p.ready_at, p.created_at))::float8 end as pickup
        from (select * from review where submitted_at >= @earliest and submitted_at < @end{filter.OnRepositories}) as r left join pull_request as p on p.key = r.pull_request;
        select r.key, r.reviewer, r.repository, r.submitted_at as submittedat, r.state, p.title, coalesce(r.url, p.url) as url
        from (select * from review as r where submitted_at >= @start and submitted_at < @end and not {IsBot}{filter.OnRepositories} order by submitted_at desc limit {Evidence.MaxRows}) as r
        left join pull_request as p on p.key = r.pull_request order by r.submitted_at desc;
        select exists (select 1 from pull_request where true{filter.OnRepositories})
        """;
}

/// <summary>One submission; <see cref="Pickup"/> in seconds where it was the first review.</summary>
internal sealed record ReviewRow(string? Reviewer, string PullRequest, string Repository, DateTime SubmittedAt, bool Bot, bool Own, double? Pickup)
{
    /// <summary>Whether it is a person's review of another person's work.</summary>
    public bool Counts => this is { Reviewer: not null, Bot: false, Own: false };
}

/// <summary>One submission as evidence.</summary>
internal sealed record ReviewEvidence(string Key, string? Reviewer, string Repository, DateTime SubmittedAt, string State, string? Title, string? Url)
{
    public EvidenceRow ToRow() => new(Key, Title ?? Key, new DateTimeOffset(SubmittedAt), Url, new Dictionary<string, object?>
    {
        ["reviewer"] = Reviewer,
        ["repository"] = Repository,
        ["state"] = State,
    });
}
