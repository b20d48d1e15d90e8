using System.Globalization;
using Cto.Domain.Sources;
using Cto.Domain.Spend;

namespace Cto.Connectors.GoogleCloud;

/// <summary>What one day of one service in one project cost.</summary>
internal sealed record BillingRow(
    DateOnly Day, string Account, string? AccountName, string Service, string? Region, string? Label, string? CostType, string Currency, decimal Cost, decimal Credits)
{
    /// <summary>The cost, and what was taken off it again: two charges, as the invoice has them.</summary>
    public IEnumerable<Charge> ToFacts(DateOnly provisionalFrom)
    {
        if (Cost != 0)
        {
            yield return Fact("", Cost, Category(CostType), provisionalFrom);
        }

        if (Credits != 0)
        {
            yield return Fact("/credit", Credits, ChargeCategory.Credit, provisionalFrom);
        }
    }

    private Charge Fact(string part, decimal amount, ChargeCategory category, DateOnly provisionalFrom) => new()
    {
        Key = $"gcp:{Account}/{Region ?? "-"}/{Day:yyyyMMdd}/{Service}/{Label}/{CostType ?? "regular"}/{Currency}{part}",
        Day = Day,
        Provider = "gcp",
        Account = Account,
        AccountName = AccountName,
        CloudService = Service,
        Region = Region,
        Service = string.IsNullOrEmpty(Label) ? null : Label,
        Amount = amount,
        Billed = amount,
        Currency = Currency,
        Category = category,
        Provisional = Day >= provisionalFrom,
    };

    private static ChargeCategory Category(string? costType) => costType switch
    {
        "tax" => ChargeCategory.Tax,
        "adjustment" or "rounding_error" => ChargeCategory.Adjustment,
        _ => ChargeCategory.Usage,
    };
}

/// <summary>Where in a row each column stands; BigQuery gives rows without names.</summary>
internal sealed class BillingColumns
{
    private readonly Dictionary<string, int> _places;

    private BillingColumns(Dictionary<string, int> places) => _places = places;

    /// <exception cref="SourceException">A column is missing.</exception>
    public static BillingColumns Of(QuerySchema? schema)
    {
        var places = (schema?.Fields ?? []).Select((field, place) => (Name: field?.Name ?? "", place)).GroupBy(field => field.Name).ToDictionary(field => field.Key, field => field.First().place, StringComparer.Ordinal);
        return places.ContainsKey("day") && places.ContainsKey("account") && places.ContainsKey("service") && places.ContainsKey("cost") && places.ContainsKey("credits") && places.ContainsKey("currency")
            ? new(places)
            : throw new SourceException(SourceFault.UnexpectedReply, "BigQuery answered without the columns that were asked for.");
    }

    /// <returns><see langword="null"/> for a row without day, account or amount.</returns>
    public BillingRow? Read(QueryRow? row) =>
        DateOnly.TryParseExact(Text(row, "day"), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) &&
        Text(row, "account") is { } account && Amount(row, "cost") is { } cost
            ? new(
                day, account, Text(row, "account_name"), Text(row, "service") ?? "unknown", Text(row, "region"), Text(row, "label"), Text(row, "cost_type"),
                Text(row, "currency") ?? "USD", cost, Amount(row, "credits") ?? 0)
            : null;

    private string? Text(QueryRow? row, string column) =>
        _places.TryGetValue(column, out var place) && row?.F is { } cells && place < cells.Length && cells[place]?.V is { Length: > 0 } text ? text : null;

    private decimal? Amount(QueryRow? row, string column) =>
        decimal.TryParse(Text(row, column), NumberStyles.Float, CultureInfo.InvariantCulture, out var amount) ? amount : null;
}
