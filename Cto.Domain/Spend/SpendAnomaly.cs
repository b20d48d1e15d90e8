namespace Cto.Domain.Spend;

/// <summary>A rise that the provider itself found unusual.</summary>
public sealed record SpendAnomaly : Fact
{
    public required string Provider { get; init; }
    public string? Account { get; init; }
    public string? CloudService { get; init; }
    public string? Region { get; init; }
    public required DateOnly StartsOn { get; init; }

    /// <summary><see langword="null"/> while it lasts.</summary>
    public DateOnly? EndsOn { get; init; }

    /// <summary>More than expected, in all.</summary>
    public required decimal Impact { get; init; }
    public decimal? Expected { get; init; }
    public required string Currency { get; init; }

    /// <summary>What the provider holds for the causes, in words.</summary>
    public IReadOnlyList<string>? Causes { get; init; }
}
