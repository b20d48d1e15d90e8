using Cto.Domain.Delivery;

namespace Cto.Insights.Delivery.LeadTime;

/// <summary>The changes that were shipped in both periods, and the slowest with their names.</summary>
internal static class LeadTimeSql
{
    public static string For(DeliveryFilter filter, ChangeUnits unit) => $"""
        select service, repository, deployed_at as deployedat, lead, exclusion, first_commit_at as firstcommitat, opened_at as openedat, first_review_at as firstreviewat, reached_at as reachedat
        from delivery_change where units & {(int)unit} > 0 and deployed_at >= @earliest and deployed_at < @end{filter.OnChanges};
        {ChangeEvidence.Select($"""
            select service, kind, key, repository, deployed_at, deployment, lead as seconds from delivery_change
            where units & {(int)unit} > 0 and lead is not null and deployed_at >= @start and deployed_at < @end{filter.OnChanges} order by lead desc limit {Evidence.MaxRows}
            """)}
        """;
}
