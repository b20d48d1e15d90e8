namespace Cto.Domain.Spend;

/// <summary>Something that could cost less, as the provider advises.</summary>
public sealed record SavingsOpportunity : Fact
{
    public required string Provider { get; init; }
    public required string Account { get; init; }
    public string? CloudService { get; init; }
    public string? Region { get; init; }
    public string? Resource { get; init; }
    public required SavingsKind Kind { get; init; }

    /// <summary>What to do, one sentence.</summary>
    public required string Advice { get; init; }

    /// <summary>A month.</summary>
    public required decimal Amount { get; init; }
    public required string Currency { get; init; }
    public required DateTimeOffset FoundAt { get; init; }
}

/// <summary>Why something could cost less.</summary>
public enum SavingsKind
{
    Idle,
    Oversized,
    Unattached,
    OldGeneration,
    Commitment,
}
