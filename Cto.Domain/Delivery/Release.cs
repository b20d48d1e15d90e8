namespace Cto.Domain.Delivery;

/// <summary>A published version of a repository.</summary>
public sealed record Release : Fact
{
    /// <summary>The repository as <c>owner/name</c>.</summary>
    public required string Repository { get; init; }
    public required string Tag { get; init; }
    public string? Name { get; init; }
    public string? Commit { get; init; }
    public bool Draft { get; init; }
    public bool Prerelease { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary><see langword="null"/> while it is a draft.</summary>
    public DateTimeOffset? PublishedAt { get; init; }
}
