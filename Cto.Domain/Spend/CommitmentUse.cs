using System.ComponentModel.DataAnnotations;

namespace Cto.Domain.Spend;

/// <summary>How well commitments (savings plans, reservations) are used and how much they cover, in one span.</summary>
public sealed record CommitmentUse : Fact
{
    public required string Provider { get; init; }
    public string? Account { get; init; }
    public required DateOnly From { get; init; }
    public required DateOnly Until { get; init; }

    /// <summary>The covered share of what could be covered, 0–1.</summary>
    [Range(0.0, 1.0)]
    public double? Coverage { get; init; }

    /// <summary>The used share of what was bought, 0–1.</summary>
    public double? Utilization { get; init; }

    /// <summary>Spend on demand that commitments could have covered.</summary>
    public decimal? OnDemand { get; init; }
    public required string Currency { get; init; }
}
