namespace Cto.Domain.Security;

/// <summary>A range of versions of a package that an advisory says is affected.</summary>
public sealed record AffectedPackage : Fact
{
    /// <summary>The advisory's <see cref="Security.Advisory.Id"/>.</summary>
    public required string Advisory { get; init; }

    /// <summary>As OSV names it.</summary>
    public required string Ecosystem { get; init; }
    public required string Name { get; init; }

    /// <summary>The first affected version; <see langword="null"/> = from the beginning.</summary>
    public string? Introduced { get; init; }

    /// <summary>The first version without it; <see langword="null"/> = none known.</summary>
    public string? Fixed { get; init; }

    /// <summary>The last affected version where no fixed one is known.</summary>
    public string? LastAffected { get; init; }

    /// <summary>Single versions, where no range is given.</summary>
    public IReadOnlyList<string>? Versions { get; init; }
}
