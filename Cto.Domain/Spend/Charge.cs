namespace Cto.Domain.Spend;

/// <summary>What one day of one service cost, in FOCUS' terms.</summary>
public sealed record Charge : Fact
{
    /// <summary>The day of use, UTC.</summary>
    public required DateOnly Day { get; init; }

    /// <summary><c>aws</c>, <c>azure</c>, <c>gcp</c>.</summary>
    public required string Provider { get; init; }

    /// <summary>FOCUS' SubAccountId: AWS account, Azure subscription, Google project.</summary>
    public required string Account { get; init; }
    public string? AccountName { get; init; }

    /// <summary>FOCUS' ServiceName, as the provider spells it.</summary>
    public required string CloudService { get; init; }
    public string? Region { get; init; }

    /// <summary>Our service, by the tag that the settings of the source name; <see langword="null"/> = untagged.</summary>
    public string? Service { get; init; }
    public IReadOnlyDictionary<string, string>? Tags { get; init; }

    /// <summary>FOCUS' EffectiveCost: amortised, discounts included.</summary>
    public required decimal Amount { get; init; }

    /// <summary>FOCUS' BilledCost: what the invoice says; <see langword="null"/> when not read.</summary>
    public decimal? Billed { get; init; }

    /// <summary>ISO 4217.</summary>
    public required string Currency { get; init; }
    public required ChargeCategory Category { get; init; }

    /// <summary>Still subject to change by the provider.</summary>
    public bool Provisional { get; init; }
}

/// <summary>FOCUS' ChargeCategory.</summary>
public enum ChargeCategory
{
    Usage,
    Purchase,
    Tax,
    Credit,
    Adjustment,
}
