using Cto.Domain.Catalogue;

namespace Cto.Insights.Catalogue;

/// <summary>What somebody says of an entry; what is <see langword="null"/> is left to the facts.</summary>
public sealed record CatalogueEdit
{
    /// <summary><see langword="null"/> makes a new one.</summary>
    public Guid? Id { get; init; }
    public required CatalogueKind Kind { get; init; }
    public required string Name { get; init; }
    public string? Email { get; init; }
    public string? Team { get; init; }
    public int? Tier { get; init; }
    public IReadOnlyList<string>? Repositories { get; init; }
    public IReadOnlyList<string>? Members { get; init; }
}

/// <summary>An entry of a file, with the names it says it goes by elsewhere.</summary>
public sealed record ImportedEntry(CatalogueEdit Edit, IReadOnlyList<(string System, string Name)> Names);

/// <summary>Another entry of the kind has the name already.</summary>
public sealed class CatalogueNameTakenException(string name, Exception? inner = null) : Exception($"There is already an entry called '{name}'.", inner);
