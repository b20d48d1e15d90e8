using Cto.Domain.Delivery;
using Cto.Insights.Delivery.Links;

namespace Cto.Insights.Delivery.ChangeFailures;

/// <summary>The tallies of each service in both periods, the failures with the incidents behind them, and the incidents without a deployment.</summary>
internal static class ChangeFailuresSql
{
    private const int Successful = (int)DeploymentFlags.Successful;
    private const int Rollback = (int)DeploymentFlags.Rollback;
    private const int Failed = (int)DeploymentFlags.Failed;

    public static string For(DeliveryFilter filter) => $"""
        select service, finished_at >= @start as now, count(*) filter (where flags & {Successful} > 0)::int as deployments, count(*) filter (where flags & {Rollback} > 0)::int as rollbacks,
            count(*) filter (where flags & {Failed} > 0)::int as failed, count(*) filter (where flags & {Successful} = 0)::int as failedruns,
            count(*) filter (where flags & {Failed} > 0 and recovery is null)::int as unrecovered
        from delivery_deployment where environment = 0 and (finished_at >= @start and finished_at < @end or finished_at >= @earliest and finished_at < @beforeend){filter.OnServices}
        group by 1, 2;
        select d.key, d.service, d.version, d.finished_at as finishedat, d.reasons, d.recovery, d.remedied_by as remediedby, d.url,
            (select string_agg(i.key, ', ' order by i.started_at) from delivery_incident as i where i.linked_by = d.service and i.deployment = d.key) as incidents
        from delivery_deployment as d where environment = 0 and reasons > 0 and finished_at >= @start and finished_at < @end{filter.OnServices} order by finished_at desc limit {Evidence.MaxRows};
        select i.key, f.title, nullif(i.service, '') as service, i.started_at as startedat, f.url, exists (select 1 from deployment as d where d.key = f.deployment) as names
        from delivery_incident as i join incident as f on f.key = i.key
        where i.rule = {(int)IncidentRule.Unattributed} and i.started_at >= @start and i.started_at < @end{filter.OnServices.Replace(" service ", " i.service ", StringComparison.Ordinal)} order by i.started_at desc
        """;
}
