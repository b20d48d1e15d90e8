namespace Cto.Insights.Catalogue;

/// <summary>Every name that facts use, once a system. Long tables are skipped through by an index, one step a name.</summary>
internal static class SeenNamesSql
{
    public static readonly string Services = $"""
        with recursive {Distinct("deployed", "deployment", "service")}, {Distinct("charged", "charge", "service")}
        select s.connector as system, f.name, case when s.connector in ('push', 'git') then 0 else 2 end as rank, null as email, null as fullname, null as standsfor
        from service f join source s on s.id = f.source_id
        union all select alias.key, alias.value, 3, null, null, f.name from service f, jsonb_each_text(f.aliases) as alias
        union all select (select s.connector from deployment f join source s on s.id = f.source_id where f.service = deployed.name limit 1), name, 1, null, null, null from deployed where name is not null
        union all select (select s.connector from charge f join source s on s.id = f.source_id where f.service = charged.name limit 1), name, 3, null, null, null from charged where name is not null
        union all select s.connector, f.service, 3, null, null, null from (
            select distinct source_id, service from incident union select source_id, service from slo union select source_id, service from monitor
            union select source_id, service from host union select distinct source_id, service from alert) as f
        join source s on s.id = f.source_id where f.service is not null
        """;

    public const string Teams = """
        select s.connector as system, f.name, 1 as rank, null as email, null as fullname, null as standsfor from team f join source s on s.id = f.source_id
        union all select s.connector, f.team, f.rank, null, null, null from (
            select source_id, team, 1 as rank from service union select source_id, team, 2 from person union select source_id, team, 2 from sprint union select source_id, team, 2 from project
            union select source_id, team, 2 from epic union select source_id, team, 2 from on_call_schedule union select source_id, team, 2 from escalation_policy) as f
        join source s on s.id = f.source_id where f.team <> ''
        """;

    public const string People = """
        select s.connector as system, coalesce(f.email, f.name) as name, 0 as rank, lower(f.email) as email, f.name as fullname, null as standsfor from person f join source s on s.id = f.source_id
        union all select f.system, f.login, case when f.email is null then 2 else 1 end, lower(f.email), nullif(f.name, ''), null from account f where f.kind = 'person' and f.status <> 'deleted'
        """;

    public static readonly string Repositories = $"""
        with recursive {Distinct("pulled", "pull_request", "repository")}, {Distinct("committed", "commit", "repository")}, {Distinct("built", "component", "repository")}
        select s.connector as system, f.name, 1 as rank, null as email, null as fullname, null as standsfor from repository f join source s on s.id = f.source_id
        union all select (select s.connector from pull_request f join source s on s.id = f.source_id where f.repository = pulled.name limit 1), name, 1, null, null, null from pulled where name is not null
        union all select (select s.connector from commit f join source s on s.id = f.source_id where f.repository = committed.name limit 1), name, 1, null, null, null from committed where name is not null
        union all select (select s.connector from component f join source s on s.id = f.source_id where f.repository = built.name limit 1), name, 3, null, null, null from built where name is not null
        union all select s.connector, f.name, 3, null, null, null from (
            select source_id, project as name from quality_gate union select source_id, repository from vulnerability union select source_id, repository from code_alert) as f
        join source s on s.id = f.source_id
        """;

    /// <summary>A recursive query over the different values of an indexed column.</summary>
    private static string Distinct(string query, string table, string column) => $"""
        {query} (name) as (
            (select {column} from {table} where {column} is not null order by {column} limit 1)
            union all select (select f.{column} from {table} f where f.{column} > d.name order by f.{column} limit 1) from {query} d where d.name is not null)
        """;
}
