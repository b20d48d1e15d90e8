namespace Cto.Domain.Catalogue;

/// <summary>A repository as its host tells of it: what the stack inventory is made of.</summary>
public sealed record Repository : Fact
{
    /// <summary>Where a repository says what it is.</summary>
    public const string CatalogInfoPath = "catalog-info.yaml";

    /// <summary>The longest such file that is kept, in characters.</summary>
    public const int LongestCatalogInfo = 64_000;

    /// <summary><c>owner/name</c>; GitLab's full path.</summary>
    public required string Name { get; init; }
    public string? Description { get; init; }
    public string? DefaultBranch { get; init; }
    public bool Private { get; init; }
    public bool Archived { get; init; }

    /// <summary>Bytes of code by language, as whole numbers in text; <see langword="null"/> when unknown.</summary>
    public IReadOnlyDictionary<string, string>? Languages { get; init; }
    public IReadOnlyList<string>? Topics { get; init; }

    /// <summary>The text of its <c>catalog-info.yaml</c> (Backstage), which says what service it is; empty = it has none, <see langword="null"/> = unknown.</summary>
    public string? CatalogInfo { get; init; }
    public DateTimeOffset? CreatedAt { get; init; }

    /// <summary>The last push to any branch.</summary>
    public DateTimeOffset? PushedAt { get; init; }
}
