using Cto.Domain.Catalogue;

namespace Cto.Insights.Catalogue;

/// <summary>The catalogue as it is now.</summary>
/// <param name="Entries">What there is, by kind and name.</param>
/// <param name="Proposals">Names that may stand for an entry, the likeliest first.</param>
/// <param name="Unmatched">Names that stand for nothing yet.</param>
public sealed record CatalogueView(IReadOnlyList<CatalogueItem> Entries, IReadOnlyList<CatalogueName> Proposals, IReadOnlyList<UnmatchedName> Unmatched);

/// <summary>An entry with all that is known of it, from the facts or from who edited it.</summary>
public sealed record CatalogueItem
{
    public required Guid Id { get; init; }
    public required CatalogueKind Kind { get; init; }
    public required string Name { get; init; }

    /// <summary>Of a person; <see langword="null"/> when unknown.</summary>
    public string? Email { get; init; }

    /// <summary>The team that owns it or that the person is in; <see langword="null"/> when nobody said.</summary>
    public string? Team { get; init; }

    /// <summary>Of a service: 1 to 3; <see langword="null"/> when nobody said.</summary>
    public int? Tier { get; init; }

    /// <summary>Of a service.</summary>
    public IReadOnlyList<string> Repositories { get; init; } = [];

    /// <summary>Of a team.</summary>
    public IReadOnlyList<string> Members { get; init; } = [];

    /// <summary>Somebody made, imported or edited it.</summary>
    public required bool Pinned { get; init; }

    /// <summary>Who did; <see langword="null"/> where it follows from facts.</summary>
    public string? UpdatedBy { get; init; }

    /// <summary>The names that stand for it.</summary>
    public IReadOnlyList<CatalogueName> Names { get; init; } = [];
}

/// <summary>A name of a system and the entry it stands for, or may stand for.</summary>
public sealed record CatalogueName
{
    public required CatalogueKind Kind { get; init; }
    public required string System { get; init; }
    public required string Name { get; init; }
    public required Guid EntryId { get; init; }
    public required string Entry { get; init; }

    /// <summary><c>accepted</c> or <c>proposed</c>.</summary>
    public required string State { get; init; }

    /// <summary>0 to 1.</summary>
    public required double Confidence { get; init; }

    /// <summary>Why, in words.</summary>
    public required string Reason { get; init; }

    /// <summary>Who decided; <see langword="null"/> when nobody did.</summary>
    public string? DecidedBy { get; init; }
    public DateTimeOffset? DecidedAt { get; init; }
}

/// <summary>A name that stands for nothing yet.</summary>
public sealed record UnmatchedName(CatalogueKind Kind, string System, string Name);

/// <summary>What the states of a name are called in the store and the API.</summary>
internal static class NameStates
{
    public const string Accepted = "accepted";
    public const string Proposed = "proposed";
    public const string Rejected = "rejected";
}
