using System.Globalization;
using System.Text.Json;
using Cto.Domain.Sources;
using Cto.Domain.Spend;

namespace Cto.Connectors.Azure;

/// <summary>What one day of one thing cost.</summary>
internal sealed record CostRow(CostThing Thing, DateOnly Day, decimal Cost);

/// <summary>What charges are told apart by, besides the day.</summary>
/// <param name="Tag">The tag's value; <see langword="null"/> = untagged.</param>
/// <param name="Type">Azure's charge type.</param>
internal sealed record CostThing(string Subscription, string? SubscriptionName, string Service, string? Location, string? Tag, string Type, string Currency)
{
    public string KeyOf(DateOnly day) => $"azure:{Subscription}/{Location ?? "-"}/{day:yyyyMMdd}/{Service}/{Tag}/{Type}/{Currency}";

    public ChargeCategory Category => Type.ToLowerInvariant() switch
    {
        "purchase" or "unusedreservation" or "unusedsavingsplan" => ChargeCategory.Purchase,
        "tax" => ChargeCategory.Tax,
        "refund" or "adjustment" or "roundingadjustment" => ChargeCategory.Adjustment,
        "credit" => ChargeCategory.Credit,
        _ => ChargeCategory.Usage,
    };
}

/// <summary>Where in a row each column stands; Azure gives rows without names.</summary>
internal sealed class CostColumns
{
    private readonly Dictionary<string, int> _places;

    private CostColumns(Dictionary<string, int> places) => _places = places;

    /// <exception cref="SourceException">There is no cost, or there are rows without columns.</exception>
    public static CostColumns Of(CostProperties? properties)
    {
        var places = (properties?.Columns ?? []).Select((column, place) => (Name: column?.Name ?? "", place)).GroupBy(column => column.Name, StringComparer.OrdinalIgnoreCase)
            .ToDictionary(column => column.Key, column => column.First().place, StringComparer.OrdinalIgnoreCase);
        return properties is not null && (places.ContainsKey("Cost") || places.ContainsKey("PreTaxCost") || places.ContainsKey("totalCost"))
            ? new(places)
            : throw new SourceException(SourceFault.UnexpectedReply, "Azure answered without the costs that were asked for.");
    }

    /// <returns><see langword="null"/> for a row without a day or a cost.</returns>
    public CostRow? Read(JsonElement[]? row) =>
        DateOnly.TryParseExact(Text(row, "UsageDate"), "yyyyMMdd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) &&
        decimal.TryParse(Text(row, "Cost") ?? Text(row, "totalCost") ?? Text(row, "PreTaxCost"), NumberStyles.Float, CultureInfo.InvariantCulture, out var cost)
            ? new(
                new(
                    Text(row, "SubscriptionId") ?? "unknown", Text(row, "SubscriptionName"), Text(row, "ServiceName") ?? "unknown",
                    Text(row, "ResourceLocation") is { } location && !location.Equals("unassigned", StringComparison.OrdinalIgnoreCase) ? location : null,
                    Text(row, "TagValue"), Text(row, "ChargeType") ?? "Usage", Text(row, "Currency") ?? "USD"),
                day, cost)
            : null;

    private string? Text(JsonElement[]? row, string column) =>
        row is not null && _places.TryGetValue(column, out var place) && place < row.Length ? row[place].ValueKind switch
        {
            JsonValueKind.String when row[place].GetString() is { Length: > 0 } text => text,
            JsonValueKind.Number => row[place].GetRawText(),
            _ => null,
        }
        : null;
}
