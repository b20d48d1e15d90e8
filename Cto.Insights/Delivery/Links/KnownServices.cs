using Dapper;
using Npgsql;

namespace Cto.Insights.Delivery.Links;

/// <summary>The services as the last refresh knew them: what differs now has to be linked again, and names that are gone lose their rows.</summary>
internal sealed class KnownServices
{
    private const string Select = "select name, team, repositories, deployed from delivery_service";

    private const string Delete = "delete from delivery_service";

    private const string Insert = """
        insert into delivery_service (tenant_id, name, team, repositories, deployed)
        select current_setting('cto.tenant')::uuid, @Name, @Team, @Repositories, @Deployed
        """;

    private readonly Dictionary<string, Row> _rows;

    private KnownServices(Dictionary<string, Row> rows) => _rows = rows;

    /// <summary>The row without a name keeps the repositories that belong to no service, so that they can be asked for.</summary>
    public IEnumerable<string> Names => _rows.Keys.Where(name => name.Length > 0);

    public static async Task<KnownServices> ReadAsync(NpgsqlConnection connection, CancellationToken cancellationToken) =>
        new((await connection.QueryAsync<Row>(new(Select, cancellationToken: cancellationToken))).ToDictionary(row => row.Name, StringComparer.Ordinal));

    /// <summary>The repositories that a service was built from then.</summary>
    public IReadOnlyList<string> RepositoriesOf(string service) => _rows.TryGetValue(service, out var row) ? row.Repositories : [];

    /// <summary>Services that were and are not, and those built from other repositories than then.</summary>
    public IEnumerable<string> Moved(ServiceMap map)
    {
        var now = map.Services.ToDictionary(service => service.Name, StringComparer.Ordinal);
        return now.Keys.Union(Names).Where(name =>
            !now.TryGetValue(name, out var service) || !_rows.TryGetValue(name, out var row) || !service.Repositories.SetEquals(row.Repositories));
    }

    public async Task WriteAsync(NpgsqlConnection connection, ServiceMap map, CancellationToken cancellationToken)
    {
        Row[] now = [
            .. map.Services.Select(service => new Row
            {
                Name = service.Name, Team = service.Team, Repositories = [.. service.Repositories.Order(StringComparer.Ordinal)], Deployed = service.Deployed,
            }),
            new Row { Name = GroupLinks.NoService, Repositories = [.. map.Homeless.Order(StringComparer.Ordinal)] },
        ];
        if (now.Length != _rows.Count || !now.All(row => _rows.TryGetValue(row.Name, out var before) && row.Same(before)))
        {
            await connection.ExecuteAsync(new(Delete, cancellationToken: cancellationToken));
            await connection.ExecuteAsync(new(Insert, now, cancellationToken: cancellationToken));
        }
    }

    private sealed class Row
    {
        public required string Name { get; init; }
        public string? Team { get; init; }
        public string[] Repositories { get; init; } = [];
        public bool Deployed { get; init; }

        public bool Same(Row other) => Team == other.Team && Deployed == other.Deployed && Repositories.SequenceEqual(other.Repositories);
    }
}
