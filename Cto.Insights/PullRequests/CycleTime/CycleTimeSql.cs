using Cto.Insights.Delivery;

namespace Cto.Insights.PullRequests.CycleTime;

/// <summary>The merged pull requests of both periods, when others were closed unmerged, and the slowest with their names.</summary>
internal static class CycleTimeSql
{
    private const string Merged = "kind = 'pullRequest' and first";

    public static string For(DeliveryFilter filter) => $"""
        select repository, author, bot, size, first_commit_at as firstcommitat, opened_at as openedat, first_review_at as firstreviewat, reached_at as mergedat, deployed_at as deployedat, service
        from delivery_change where {Merged} and reached_at >= @earliest and reached_at < @end{filter.OnRepositories};
        select closed_at from pull_request
        where merged_at is null and closed_at >= @earliest and closed_at < @end and not bot and coalesce(author, '') not ilike all(string_to_array(@bots, e'\n')){filter.OnRepositories};
        {ChangeEvidence.Select($"""
            select service, kind, key, repository, deployed_at, deployment, extract(epoch from deployed_at - first_commit_at) as seconds from delivery_change
            where {Merged} and not bot and reached_at >= @start and reached_at < @end{filter.OnRepositories} order by deployed_at - first_commit_at desc nulls last limit {Evidence.MaxRows}
            """)};
        select exists (select 1 from pull_request where true{filter.OnRepositories})
        """;
}
