using Dapper;
using Npgsql;

namespace Cto.Insights.Delivery.Links;

/// <summary>Reads from the facts which services and repositories there are.</summary>
internal static class ServiceMapReader
{
    private const string Declared = """
        select name, team, coalesce(repositories, '{}') as repositories, array(select jsonb_each_text.value from jsonb_each_text(coalesce(aliases, '{}'))) as aliases
        from service order by key
        """;

    // The names that stand for a service by the catalogue, and what somebody said of it there: that goes first.
    private const string Named = "select n.name as alias, e.name from catalogue_name n join catalogue_entry e on e.id = n.entry_id where n.kind = 'service' and n.state = 'accepted' order by n.decided_by is null, n.name";

    private const string Pinned = "select name, team, coalesce(repositories, '{}') as repositories, '{}'::text[] as aliases from catalogue_entry where kind = 'service' and pinned order by name";

    private const string Deployed = "select service, repository from deployment group by service, repository order by service, repository";

    private const string Broken = "select distinct service from incident where service is not null order by service";

    // One step per repository instead of one per pull request: the index is skipped through.
    private const string Repositories = """
        with recursive pulls as (
            (select repository from pull_request order by repository limit 1)
            union all select (select repository from pull_request where repository > pulls.repository order by repository limit 1) from pulls where pulls.repository is not null),
        commits as (
            (select repository from commit order by repository limit 1)
            union all select (select repository from commit where repository > commits.repository order by repository limit 1) from commits where commits.repository is not null)
        select repository, true as pulls from pulls where repository is not null
        union all select repository, false from commits where repository is not null
        """;

    // A service that nobody declared and whose source does not say its repository: whose merge commits does it deploy?
    private const string Inferred = """
        select distinct d.service, p.repository
        from deployment d cross join lateral unnest(coalesce(d.commits, '{}') || d.commit) as deployed (sha) join pull_request p on p.merge_commit = deployed.sha
        where d.service = any($1)
        """;

    public static async Task<ServiceMap> ReadAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        var map = new ServiceMap();
        foreach (var (alias, name) in await connection.QueryAsync<(string, string)>(new(Named, cancellationToken: cancellationToken)))
        {
            map.Alias(alias, name);
        }

        foreach (var row in await connection.QueryAsync<DeclaredRow>(new(Pinned, cancellationToken: cancellationToken)))
        {
            map.Declare(row.Name, row.Team, row.Repositories, row.Aliases);
        }

        foreach (var row in await connection.QueryAsync<DeclaredRow>(new(Declared, cancellationToken: cancellationToken)))
        {
            map.Declare(row.Name, row.Team, row.Repositories, row.Aliases);
        }

        foreach (var row in await connection.QueryAsync<(string Repository, bool Pulls)>(new(Repositories, cancellationToken: cancellationToken)))
        {
            map.Spell(row.Repository, row.Pulls);
        }

        foreach (var row in await connection.QueryAsync<(string Service, string? Repository)>(new(Deployed, cancellationToken: cancellationToken)))
        {
            var service = map.Meet(row.Service);
            service.Deployed = true;
            if (row.Repository is not null)
            {
                map.Own(service, row.Repository);
            }
        }

        foreach (var name in await connection.QueryAsync<string>(new(Broken, cancellationToken: cancellationToken)))
        {
            map.Meet(name);
        }

        await InferAsync(map, connection, cancellationToken);
        return map;
    }

    private static async Task InferAsync(ServiceMap map, NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        var homeless = map.Services.Where(service => service is { Deployed: true, Repositories.Count: 0 }).ToArray();
        if (homeless.Length == 0)
        {
            return;
        }

        await using var command = new NpgsqlCommand(Inferred, connection);
        command.Parameters.Add(new() { Value = homeless.SelectMany(service => service.RawNames).ToArray() });
        await using (var reader = await command.ExecuteReaderAsync(cancellationToken))
        {
            while (await reader.ReadAsync(cancellationToken))
            {
                map.Own(map.Meet(reader.GetString(0)), reader.GetString(1));
            }
        }

        // Else by name: the service "checkout" and the repository "acme/checkout".
        foreach (var service in homeless.Where(service => service.Repositories.Count == 0))
        {
            var repositories = map.Repositories.Where(repository => NameOf(repository).Equals(service.Name, StringComparison.OrdinalIgnoreCase)).ToArray();
            foreach (var repository in repositories)
            {
                map.Own(service, repository);
            }
        }
    }

    private static string NameOf(string repository) => repository[(repository.LastIndexOf('/') + 1)..];

    private sealed class DeclaredRow
    {
        public required string Name { get; init; }
        public string? Team { get; init; }
        public string[] Repositories { get; init; } = [];
        public string[] Aliases { get; init; } = [];
    }
}
