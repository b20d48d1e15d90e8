using Cto.Domain.Catalogue;
using Dapper;
using Npgsql;

namespace Cto.Insights.Catalogue.Backstage;

/// <summary>The services that connected repositories declare in their <c>catalog-info.yaml</c>. What they say counts for nothing until somebody accepts it.</summary>
internal static class RepositoryFiles
{
    /// <summary>The system that their names are of.</summary>
    public const string System = "backstage";

    private const string Select = "select name as repository, catalog_info as text from repository where catalog_info <> '' and not archived order by name";

    /// <summary>Files that are no catalogue files are passed over: they are for whoever wrote them to mend.</summary>
    public static async Task<IReadOnlyList<DeclaredService>> ReadAsync(NpgsqlConnection connection, CancellationToken cancellationToken) =>
        [.. (await connection.QueryAsync<(string Repository, string Text)>(new(Select, cancellationToken: cancellationToken))).SelectMany(file => Of(file.Repository, file.Text)).DistinctBy(declared => declared.Edit.Name)];

    private static IEnumerable<DeclaredService> Of(string repository, string text)
    {
        try
        {
            // A file speaks for the repository that it stands in, whatever others it names.
            return CatalogFile.Parse(text).Entries.Where(entry => entry.Edit.Kind == CatalogueKind.Service).Select(entry => new DeclaredService(repository, entry.Edit with { Repositories = [repository] }));
        }
        catch (CatalogFileException)
        {
            return [];
        }
    }
}

/// <summary>A service as a file in a repository declares it.</summary>
internal sealed record DeclaredService(string Repository, CatalogueEdit Edit)
{
    public SeenName ToSeenName() => new(CatalogueKind.Service, RepositoryFiles.System, Edit.Name) { Rank = NameRank.Listed, DeclaredIn = Repository };
}
