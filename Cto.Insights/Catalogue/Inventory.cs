using Cto.Domain.Sources;
using Cto.Insights.Storage;
using Dapper;

namespace Cto.Insights.Catalogue;

/// <summary>What a company uses, by its manifests and by what scanners found in it.</summary>
internal sealed class Inventory(Database database) : IInventory
{
    private const string SelectPackages = """
        select package from component where version is not null
        union
        select package || '@' || replace(version, '+', '%2B') from vulnerability where version is not null and state <> 'fixed'
        """;

    private const string SelectAdvisories = """
        select name from (select unnest(advisories) as name from vulnerability union select advisory from affected_package) as named
        where name like 'CVE-%' or name like 'GHSA-%'
        """;

    public Task<IReadOnlyList<string>> PackagesAsync(Guid tenantId, CancellationToken cancellationToken) => NamesAsync(tenantId, SelectPackages, cancellationToken);

    public Task<IReadOnlyList<string>> AdvisoriesAsync(Guid tenantId, CancellationToken cancellationToken) => NamesAsync(tenantId, SelectAdvisories, cancellationToken);

    private async Task<IReadOnlyList<string>> NamesAsync(Guid tenantId, string sql, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(tenantId, cancellationToken);
        var names = await connection.QueryAsync<string>(new CommandDefinition(sql, cancellationToken: cancellationToken));
        return [.. names.Order(StringComparer.Ordinal)];
    }
}
