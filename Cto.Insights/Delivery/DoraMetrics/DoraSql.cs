using Cto.Domain.Delivery;

namespace Cto.Insights.Delivery.DoraMetrics;

/// <summary>Both periods in one pass over the deployments: columns come as arrays, because tens of thousands of rows cost more to ship than to compute.</summary>
internal static class DoraSql
{
    private const string Columns = """
        array_agg(finished_at) as finishedat, array_agg(flags) as flags, array_agg(coalesce(recovery, -1)) as recovery, array_agg(coalesce(recovery_from_finish, -1)) as recoveryfromfinish
        """;

    private const string Excluded = """
        coalesce(sum(excluded_first) filter (where finished_at >= @start), 0)::int as excludedfirst, coalesce(sum(excluded_clock) filter (where finished_at >= @start), 0)::int as excludedclock,
        coalesce(sum(excluded_unknown) filter (where finished_at >= @start), 0)::int as excludedunknown
        """;

    private const string InPeriods = "environment = 0 and finished_at >= @earliest and finished_at < @end";

    private const string EvidenceColumns = """
        d.key, d.service, d.version, d.finished_at as finishedat, d.flags, d.reasons, d.url, coalesce(length(d.leads), 0) / 4 + coalesce(length(d.leads_again), 0) / 4 as changes,
        d.recovery, d.remedied_by as remediedby
        """;

    public static string For(DeliveryFilter filter, ChangeUnits unit) => $"""
        {(unit == ChangeUnits.Change && filter.Repository is null ? Packed(filter) : Loose(filter, unit))};
        {Rows(filter, "reasons > 0 and flags & 1 = 1", 50)};
        {Rows(filter, "reasons = 0", 100)};
        select count(*) from delivery_incident where rule = {(int)IncidentRule.Unattributed} and started_at >= @start and started_at < @end{filter.OnServices}
        """;

    // The lead times stand packed beside the deployment that ended them: no change is looked at.
    private static string Packed(DeliveryFilter filter)
    {
        var leads = filter.IsEverything ? "coalesce(leads, '')" : "coalesce(leads, '') || coalesce(leads_again, '')";
        return $"""
            select {Columns}, array_agg(length({leads}) / 4) as leadcounts, string_agg({leads}, '') as leads, {Excluded}
            from delivery_deployment where {InPeriods}{filter.OnServices};
            select null::timestamptz[] as deployedat, null::integer[] as leads
            """;
    }

    private static string Loose(DeliveryFilter filter, ChangeUnits unit) => $"""
        select {Columns}, null::integer[] as leadcounts, null::bytea as leads, e.* from delivery_deployment cross join (
            select count(*) filter (where exclusion = {(int)LeadTimeExclusion.FirstDeployment})::int as excludedfirst, count(*) filter (where exclusion = {(int)LeadTimeExclusion.ClockOrRebase})::int as excludedclock,
                count(*) filter (where exclusion = {(int)LeadTimeExclusion.NoFirstCommit})::int as excludedunknown
            from delivery_change where units & {(int)unit} > 0 and deployed_at >= @start and deployed_at < @end{filter.OnChanges}) as e
        where {InPeriods}{filter.OnServices} group by e.excludedfirst, e.excludedclock, e.excludedunknown;
        select array_agg(deployed_at) as deployedat, array_agg(lead) as leads
        from delivery_change where units & {(int)unit} > 0 and lead is not null and deployed_at >= @earliest and deployed_at < @end{filter.OnChanges}
        """;

    private static string Rows(DeliveryFilter filter, string condition, int most) => $"""
        select {EvidenceColumns} from delivery_deployment as d
        where environment = 0 and finished_at >= @start and finished_at < @end and {condition}{filter.OnServices} order by finished_at desc limit {most}
        """;
}
