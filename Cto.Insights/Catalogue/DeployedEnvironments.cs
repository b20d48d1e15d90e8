using Cto.Insights.Storage;
using Dapper;

namespace Cto.Insights.Catalogue;

/// <summary>Reads the environments that deployments name.</summary>
public sealed class DeployedEnvironments(Database database)
{
    private const string Select = """
        select d.environment as name, count(*) as deployments, array_agg(distinct s.connector) as systems
        from deployment d join source s on s.id = d.source_id group by d.environment order by count(*) desc, d.environment
        """;

    public async Task<IReadOnlyList<DeployedEnvironment>> ReadAsync(Guid tenantId, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(tenantId, cancellationToken);
        return [.. (await connection.QueryAsync<Row>(new CommandDefinition(Select, cancellationToken: cancellationToken))).Select(row => new DeployedEnvironment(row.Name, row.Deployments, row.Systems))];
    }

    private sealed class Row
    {
        public required string Name { get; init; }
        public long Deployments { get; init; }
        public string[] Systems { get; init; } = [];
    }
}

/// <summary>An environment by the name that deployments give it.</summary>
/// <param name="Systems">The connectors that name it.</param>
public sealed record DeployedEnvironment(string Name, long Deployments, IReadOnlyList<string> Systems);
