namespace Cto.Domain.Catalogue;

/// <summary>What the catalogue lists.</summary>
public enum CatalogueKind
{
    Service,
    Team,
    Person,
    Repository,
}

/// <summary>One thing that several systems know, by the name it goes by in this product.</summary>
/// <param name="Email">Of a person, in lower case; <see langword="null"/> when unknown, and for anything else.</param>
/// <param name="Pinned">Somebody made, imported or edited it: it stays whatever the systems say.</param>
public sealed record CatalogueEntry(Guid Id, CatalogueKind Kind, string Name, string? Email, bool Pinned);

/// <summary>A name by which a system knows something.</summary>
/// <param name="System">The connector, or what the fact itself calls the system.</param>
public sealed record SeenName(CatalogueKind Kind, string System, string Name)
{
    public NameRank Rank { get; init; } = NameRank.Mentioned;

    /// <summary>Of a person, in lower case; <see langword="null"/> when hidden.</summary>
    public string? Email { get; init; }

    /// <summary>What a person is called, where the name is a login.</summary>
    public string? FullName { get; init; }

    /// <summary>The name of the entry that the system itself says it stands for.</summary>
    public string? StandsFor { get; init; }

    /// <summary>The repository whose <c>catalog-info.yaml</c> says the name; <see langword="null"/> for all other names.</summary>
    public string? DeclaredIn { get; init; }
}

/// <summary>How much a name says about what there is, the most first.</summary>
public enum NameRank
{
    /// <summary>Somebody declared it.</summary>
    Declared,

    /// <summary>It exists: it is deployed, or code is pushed to it.</summary>
    Exists,

    /// <summary>A system keeps a list in which it stands.</summary>
    Listed,

    /// <summary>Something refers to it.</summary>
    Mentioned,
}

/// <summary>Which entry a name may stand for.</summary>
/// <param name="Confidence">0 to 1.</param>
/// <param name="Reason">Why, in words.</param>
public sealed record NameMatch(CatalogueEntry Entry, double Confidence, string Reason);

/// <summary>What somebody decided about a name: it stands for the entry, or it does not.</summary>
public sealed record NameDecision(CatalogueKind Kind, string System, string Name, Guid Entry, bool Accepted);
