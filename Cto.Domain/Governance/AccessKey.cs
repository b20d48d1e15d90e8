namespace Cto.Domain.Governance;

/// <summary>A long-lived key of an account; never the key itself.</summary>
public sealed record AccessKey : Fact
{
    public required string System { get; init; }
    public required string Account { get; init; }

    /// <summary>Its public id, or the end of it.</summary>
    public required string Id { get; init; }
    public required bool Active { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary><see langword="null"/> = never, or unknown.</summary>
    public DateTimeOffset? LastUsedAt { get; init; }
    public DateTimeOffset? ExpiresAt { get; init; }
}
