using System.Collections.Frozen;
using Cto.Domain.Catalogue;
using Cto.Insights.Catalogue.Backstage;
using Dapper;
using Npgsql;

namespace Cto.Insights.Catalogue;

/// <summary>Reads the names that facts use.</summary>
internal static class SeenNames
{
    private static readonly FrozenDictionary<CatalogueKind, string> Sql = new Dictionary<CatalogueKind, string>
    {
        [CatalogueKind.Service] = SeenNamesSql.Services,
        [CatalogueKind.Team] = SeenNamesSql.Teams,
        [CatalogueKind.Person] = SeenNamesSql.People,
        [CatalogueKind.Repository] = SeenNamesSql.Repositories,
    }.ToFrozenDictionary();

    /// <returns>Each name once a system, as what it says most.</returns>
    public static async Task<IReadOnlyList<SeenName>> ReadAsync(NpgsqlConnection connection, CatalogueKind kind, CancellationToken cancellationToken)
    {
        var rows = (await connection.QueryAsync<Row>(new(Sql[kind], cancellationToken: cancellationToken))).AsList();
        // What a service says it goes by elsewhere holds wherever the name turns up.
        var stands = rows.Where(row => row.StandsFor is not null).GroupBy(row => row.Name, StringComparer.OrdinalIgnoreCase).ToDictionary(group => group.Key, group => group.First().StandsFor, StringComparer.OrdinalIgnoreCase);
        IEnumerable<SeenName> declared = kind == CatalogueKind.Service ? (await RepositoryFiles.ReadAsync(connection, cancellationToken)).Select(service => service.ToSeenName()) : [];
        return
        [
            .. declared,
            .. rows.Where(row => row.System is not null && row.Name.Trim().Length > 0)
                .GroupBy(row => (row.System!, row.Name))
                .Select(group => group.OrderBy(row => row.Rank).ThenBy(row => row.Email is null).First())
                .Select(row => new SeenName(kind, row.System!, row.Name) { Rank = (NameRank)row.Rank, Email = row.Email, FullName = row.FullName, StandsFor = stands.GetValueOrDefault(row.Name) }),
        ];
    }

    private sealed class Row
    {
        public string? System { get; init; }
        public required string Name { get; init; }
        public int Rank { get; init; }
        public string? Email { get; init; }
        public string? FullName { get; init; }
        public string? StandsFor { get; init; }
    }
}
