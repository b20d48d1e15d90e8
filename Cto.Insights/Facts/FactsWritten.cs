namespace Cto.Insights.Facts;

/// <summary>What one committed write changed.</summary>
public sealed record FactsWritten
{
    public static FactsWritten Nothing { get; } = new();

    public long Inserted { get; init; }
    public long Updated { get; init; }

    /// <summary>Facts that said nothing new, or less than is known.</summary>
    public long Unchanged { get; init; }
    public long Withdrawn { get; init; }

    /// <summary>Facts that cannot be stored; the others of the page were.</summary>
    public IReadOnlyList<FactRejection> Rejected { get; init; } = [];

    /// <summary>The kinds of which something changed: for <c>FactsChanged</c>.</summary>
    public IReadOnlyList<string> ChangedKinds { get; init; } = [];

    /// <summary>Both writes as one.</summary>
    public FactsWritten And(FactsWritten other) => new()
    {
        Inserted = Inserted + other.Inserted,
        Updated = Updated + other.Updated,
        Unchanged = Unchanged + other.Unchanged,
        Withdrawn = Withdrawn + other.Withdrawn,
        Rejected = [.. Rejected, .. other.Rejected],
        ChangedKinds = [.. ChangedKinds.Union(other.ChangedKinds)],
    };
}

/// <summary>A fact that cannot be stored, and why in words.</summary>
/// <param name="Index">Its place in the page, from 0.</param>
public sealed record FactRejection(int Index, string Kind, string Key, string Error);
