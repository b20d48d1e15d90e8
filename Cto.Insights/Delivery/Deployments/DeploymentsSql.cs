namespace Cto.Insights.Delivery.Deployments;

/// <summary>The runs of both periods as arrays, the last of each service, the latest with their names.</summary>
internal static class DeploymentsSql
{
    public static string For(DeliveryFilter filter) => $"""
        select array_agg(finished_at) as finishedat, array_agg(flags) as flags, array_agg(service) as services from delivery_deployment
        where environment = @environment and finished_at >= @earliest and finished_at < @end{filter.OnServices};
        select s.name as service, (select max(d.finished_at) from delivery_deployment as d where d.service = s.name and d.environment = @environment and d.finished_at < @end) as lastat
        from delivery_service as s where s.deployed;
        select key, service, version, finished_at as finishedat, flags, commits, reasons, recovery, url from delivery_deployment
        where environment = @environment and finished_at >= @start and finished_at < @end{filter.OnServices} order by finished_at desc limit {Evidence.MaxRows}
        """;
}
