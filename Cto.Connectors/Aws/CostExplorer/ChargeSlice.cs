using Cto.Domain.Spend;

namespace Cto.Connectors.Aws.CostExplorer;

/// <summary>A part of the bill that one question can show in full: Cost Explorer groups by two things only, so the rest are filters.</summary>
/// <param name="Account">The linked account.</param>
/// <param name="Region">Usage in this region, by service and tag; <see langword="null"/> = everything else of the account, by service and record type.</param>
internal sealed record ChargeSlice(string Account, string? Region)
{
    /// <summary>Stable, and the order in which slices are read.</summary>
    public string Name => $"{Account}/{Region ?? "-"}";

    /// <summary>What each day costs, as the outline says; empty when the bill no longer has the slice.</summary>
    public SortedDictionary<DateOnly, decimal> Days { get; } = [];

    /// <summary>The slice of a name.</summary>
    public static ChargeSlice Parse(string name) => name.Split('/', 2) is [var account, var region] && region != "-" ? new(account, region) : new(name.Split('/')[0], null);

    /// <summary>The slice's share of a question.</summary>
    /// <param name="types">The record types that occur.</param>
    public CostFilter Filter(IReadOnlyCollection<string> types)
    {
        var wanted = types.Where(type => IsUsage(type) == Region is not null).ToList();
        var account = CostFilter.Where("LINKED_ACCOUNT", Account);
        var recordTypes = CostFilter.Where("RECORD_TYPE", wanted);
        return Region is null ? CostFilter.All(account, recordTypes) : CostFilter.All(account, CostFilter.Where("REGION", Region), recordTypes);
    }

    /// <summary>Whether a record type is use of something, which has a region and a tag.</summary>
    public static bool IsUsage(string type) => Category(type) is ChargeCategory.Usage;

    /// <summary>AWS' record type in FOCUS' terms.</summary>
    public static ChargeCategory Category(string type) => type switch
    {
        _ when Has(type, "Tax") => ChargeCategory.Tax,
        _ when Has(type, "Credit") => ChargeCategory.Credit,
        _ when Has(type, "Refund") || (Has(type, "Discount") && type != "DiscountedUsage") => ChargeCategory.Adjustment,
        _ when Has(type, "Fee") || Has(type, "Upfront") || Has(type, "Recurring") => ChargeCategory.Purchase,
        _ => ChargeCategory.Usage,
    };

    private static bool Has(string type, string word) => type.Contains(word, StringComparison.OrdinalIgnoreCase);
}
