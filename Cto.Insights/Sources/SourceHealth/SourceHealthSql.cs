namespace Cto.Insights.Sources.SourceHealth;

/// <summary>The sources, their streams, and how their syncs went.</summary>
internal static class SourceHealthSql
{
    public const string Select = $"""
        select {SourceRow.Columns} from source where not deleting order by lower(name);
        select {StreamRow.Columns} from source_stream;
        with run as (
            select source_id, started_at, ended_at, outcome, lag(outcome) over (partition by source_id order by ended_at) as before
            from sync_run where started_at >= @since and outcome in ('succeeded', 'failed')),
        outage as (
            select first.source_id, (select min(next.ended_at) from run as next where next.source_id = first.source_id and next.outcome = 'succeeded' and next.ended_at > first.ended_at) - first.ended_at as lasted
            from run as first where first.outcome = 'failed' and first.before is distinct from 'failed')
        select run.source_id as sourceid, count(*) filter (where outcome = 'failed')::float8 / count(*) as failurerate,
            (select percentile_cont(0.5) within group (order by extract(epoch from lasted)) from outage where outage.source_id = run.source_id)::float8 as medianrecovery
        from run group by run.source_id
        """;
}

/// <summary>How the syncs of one source went; shares are 0 to 1, seconds.</summary>
internal sealed record RunTally(Guid SourceId, double FailureRate, double? MedianRecovery);
