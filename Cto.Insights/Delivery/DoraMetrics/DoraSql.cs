using Cto.Domain.Delivery;

namespace Cto.Insights.Delivery.DoraMetrics;

/// <summary>Both periods in one pass over the packed days; the days at their ends are cut to the instant by who reads them.</summary>
internal static class DoraSql
{
    private const string EvidenceColumns = """
        d.key, d.service, d.version, d.finished_at as finishedat, d.flags, d.reasons, d.url, d.changes, d.recovery, d.remedied_by as remediedby
        """;

    public static string For(DeliveryFilter filter, ChangeUnits unit) => $"""
        {(unit == ChangeUnits.Change && filter.Repository is null ? Packed(filter) : Loose(filter, unit))};
        {Rows(filter, "reasons > 0 and flags & 1 = 1", 50)};
        {Rows(filter, "reasons = 0", 100)};
        select count(*) from delivery_incident where rule = {(int)IncidentRule.Unattributed} and started_at >= @start and started_at < @end{filter.OnServices}
        """;

    // The lead times stand packed beside the runs that ended them: no change is looked at.
    private static string Packed(DeliveryFilter filter) => $"""
        select string_agg(runs, '') as runs, string_agg(leads, '') as leads, {(filter.IsEverything ? "null::bytea" : "string_agg(leads_again, '')")} as leadsagain
        from delivery_day where day >= @firstday and day <= @lastday{filter.OnServices};
        select null::timestamptz[] as deployedat, null::integer[] as leads, null::integer[] as exclusions
        """;

    private static string Loose(DeliveryFilter filter, ChangeUnits unit) => $"""
        select string_agg(runs, '') as runs, null::bytea as leads, null::bytea as leadsagain from delivery_day where day >= @firstday and day <= @lastday{filter.OnServices};
        select array_agg(deployed_at) as deployedat, array_agg(coalesce(lead, -1)) as leads, array_agg(exclusion::integer) as exclusions
        from delivery_change where units & {(int)unit} > 0 and deployed_at >= @earliest and deployed_at < @end{filter.OnChanges}
        """;

    private static string Rows(DeliveryFilter filter, string condition, int most) => $"""
        select {EvidenceColumns} from delivery_deployment as d
        where environment = 0 and finished_at >= @start and finished_at < @end and {condition}{filter.OnServices} order by finished_at desc limit {most}
        """;
}
