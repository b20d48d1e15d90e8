namespace Cto.Domain.Catalogue;

/// <summary>A human being of the company; accounts of other systems are joined to it by e-mail.</summary>
public sealed record Person : Fact
{
    public required string Name { get; init; }

    /// <summary>In lower case; <see langword="null"/> where upstream hides it.</summary>
    public string? Email { get; init; }
    public string? Team { get; init; }
    public string? Title { get; init; }
    public required PersonStatus Status { get; init; }

    /// <summary>When the person left or joined for good is known only to some systems.</summary>
    public DateTimeOffset? LeftAt { get; init; }
}

/// <summary>Whether a person still works here.</summary>
public enum PersonStatus
{
    Active,
    OnLeave,
    Left,
}
