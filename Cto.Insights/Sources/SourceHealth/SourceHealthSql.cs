using Cto.Domain.Sources;

namespace Cto.Insights.Sources.SourceHealth;

/// <summary>The sources, their streams, how their syncs went, and the latest of these.</summary>
internal static class SourceHealthSql
{
    // Until the next sync tells otherwise, a source is as the last one left it: down after a failure, fresh after a success for as long as Polling.AllowedAge says.
    public const string Select = $"""
        select {SourceRow.Columns} from source where not deleting order by lower(name);
        select {StreamRow.Columns} from source_stream;
        with allowed as (
            select s.id as source_id, greatest(@always, @polls * coalesce(60 * (s.settings ->> '{Polling.SettingName}')::float8, p.every, 0)) as age
            from source s left join unnest(@connectors, @every) as p (connector, every) on p.connector = s.connector),
        run as (
            select r.source_id, r.ended_at, r.outcome = 'failed' as failed, extract(epoch from lead(r.ended_at, 1, @now) over series - r.ended_at)::float8 as lasted,
                count(*) filter (where r.outcome = 'succeeded') over series as stretch
            from sync_run r where r.started_at >= @since and r.outcome in ('succeeded', 'failed')
            window series as (partition by r.source_id order by r.ended_at, r.id)),
        stretch as (
            select run.source_id, stretch, count(*) as runs, count(*) filter (where failed) as failures, min(ended_at) as since,
                min(ended_at) filter (where failed) as broke, min(ended_at) filter (where not failed) as succeeded,
                coalesce(sum(lasted) filter (where failed), 0) as down, coalesce(sum(least(lasted, a.age)) filter (where not failed), 0) as fresh
            from run join allowed a on a.source_id = run.source_id
            group by run.source_id, stretch),
        outage as (select *, extract(epoch from lead(succeeded) over (partition by source_id order by stretch) - broke)::float8 as recovery from stretch)
        select source_id as sourceid, sum(runs)::bigint as runs, sum(failures)::bigint as failures, sum(down) as down, sum(fresh) as fresh, extract(epoch from @now - min(since))::float8 as known,
            percentile_cont(0.5) within group (order by recovery) as medianrecovery
        from outage group by grouping sets ((source_id), ());
        select s.id as sourceid, r.ended_at as endedat, r.outcome, r.fault from source s cross join lateral (
            select ended_at, outcome, fault from sync_run where source_id = s.id order by started_at desc limit 40) as r
        where not s.deleting order by s.id, r.ended_at
        """;
}

/// <summary>How the syncs of one source went, or of all where no source is named; seconds.</summary>
internal sealed class RunTally
{
    public Guid? SourceId { get; init; }
    public long Runs { get; init; }
    public long Failures { get; init; }
    public double Down { get; init; }
    public double Fresh { get; init; }

    /// <summary>Since the first sync that is known.</summary>
    public double Known { get; init; }
    public double? MedianRecovery { get; init; }
}

/// <summary>One of the latest syncs.</summary>
internal sealed class RecentRow
{
    public Guid SourceId { get; init; }
    public DateTime EndedAt { get; init; }
    public required string Outcome { get; init; }
    public string? Fault { get; init; }
}
