namespace Cto.Domain.Sources;

/// <summary>A connection that works, and what it will show.</summary>
/// <param name="Summary">One sentence: as whom, and what is in reach.</param>
public sealed record SourceCheck(string Summary)
{
    /// <summary>What works less well than it could, each a sentence with what it means for the numbers.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];

    /// <summary>When the credentials stop working; <see langword="null"/> when upstream does not say.</summary>
    public DateTimeOffset? CredentialExpiresAt { get; init; }
}
