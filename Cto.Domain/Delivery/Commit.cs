namespace Cto.Domain.Delivery;

/// <summary>A commit of a repository, with what tells whether it is a change that reached the default branch.</summary>
public sealed record Commit : Fact
{
    /// <summary>The repository as <c>owner/name</c>.</summary>
    public required string Repository { get; init; }
    public required string Sha { get; init; }

    /// <summary>The first line of the message, at most 500 characters.</summary>
    public required string Subject { get; init; }

    /// <summary>The author's name or login; <see langword="null"/> when upstream has none.</summary>
    public string? Author { get; init; }

    /// <summary>Lower-case e-mail of the author, by which people are joined across systems.</summary>
    public string? AuthorEmail { get; init; }
    public bool Bot { get; init; }
    public required DateTimeOffset AuthoredAt { get; init; }
    public required DateTimeOffset CommittedAt { get; init; }

    /// <summary>Whether it stands on the first-parent line of the default branch.</summary>
    public bool Mainline { get; init; }

    /// <summary>Whether it has several parents.</summary>
    public bool Merge { get; init; }

    /// <summary>Author date of the first commit that it brought to the line: of the merged branch for a merge, its own otherwise; <see langword="null"/> when unknown.</summary>
    public DateTimeOffset? FirstCommitAt { get; init; }

    /// <summary>The commits it says it reverts (<c>This reverts commit …</c>); <see langword="null"/> when it names none, so that its title may tell; empty when it is known to revert nothing.</summary>
    public IReadOnlyList<string>? Reverts { get; init; }
}
