using System.Globalization;
using System.Text.Json;
using Cto.Upstreams.Vendors;
using Cto.Upstreams.World.Spend;

namespace Cto.Upstreams.Azure;

/// <summary>A query of Cost Management, read as strictly as the company needs it.</summary>
internal sealed class AzureQuestion
{
    private static readonly string[] Dimensions = ["ServiceName", "ResourceLocation", "SubscriptionId", "SubscriptionName", "ChargeType"];

    public required bool IsAmortized { get; init; }

    /// <summary>The first day.</summary>
    public required DateOnly From { get; init; }

    /// <summary>The last day.</summary>
    public required DateOnly To { get; init; }

    /// <summary>Name and type, in the order of the answer.</summary>
    public required IReadOnlyList<(string Name, string Type)> Columns { get; init; }

    public static AzureQuestion Read(JsonElement body)
    {
        Only(body, "type", "timeframe", "timePeriod", "dataset");
        var dataset = Member(body, "dataset");
        Only(dataset, "granularity", "aggregation", "grouping", "filter");
        var cost = Member(Member(dataset, "aggregation"), "totalCost");
        if (Text(body, "timeframe") is not "Custom" || Text(dataset, "granularity") is not "Daily" || Text(cost, "name") is not "Cost" || Text(cost, "function") is not "Sum")
        {
            throw new Refusal(400, "Invalid query definition: the daily sum of Cost over a custom time period is what is played here.");
        }

        var period = Member(body, "timePeriod");
        var (from, to) = (Day(period, "from"), Day(period, "to"));
        if (to < from || to > from.AddYears(1))
        {
            throw new Refusal(400, "Invalid query definition: the time period is empty or longer than a year.");
        }

        return new()
        {
            IsAmortized = Text(body, "type") switch { "AmortizedCost" => true, "ActualCost" => false, var other => throw new Refusal(400, $"Invalid query definition: type '{other}'.") },
            From = from,
            To = to,
            Columns = [("Cost", "Number"), ("UsageDate", "Number"), .. Member(dataset, "grouping").EnumerateArray().SelectMany(Grouping), ("Currency", "String")],
        };
    }

    public static string? Value(SpendThing thing, string column) => column switch
    {
        "ServiceName" => thing.CloudService,
        "ResourceLocation" => thing.Region,
        "SubscriptionId" => thing.Account.Id,
        "SubscriptionName" => thing.Account.Name,
        "ChargeType" => "Usage",
        "TagKey" => thing.Tag is null ? null : "service",
        "TagValue" => thing.Tag,
        _ => "EUR",
    };

    private static IEnumerable<(string Name, string Type)> Grouping(JsonElement group)
    {
        Only(group, "type", "name");
        return (Text(group, "type"), Text(group, "name")) switch
        {
            ("Dimension", var name) when Dimensions.Contains(name) => [(name, "String")],
            ("TagKey", "service") => [("TagKey", "String"), ("TagValue", "String")],
            var (type, name) => throw new Refusal(400, $"Invalid query definition, Dimension: {type} '{name}' is not valid."),
        };
    }

    private static void Only(JsonElement body, params ReadOnlySpan<string> names)
    {
        foreach (var member in body.ValueKind is JsonValueKind.Object ? body.EnumerateObject() : throw new Refusal(400, "Invalid query definition: an object was expected."))
        {
            if (!names.Contains(member.Name))
            {
                throw new Refusal(400, $"Invalid query definition: '{member.Name}' is not known.");
            }
        }
    }

    private static JsonElement Member(JsonElement body, string name) => body.TryGetProperty(name, out var member) ? member : throw new Refusal(400, $"Invalid query definition: '{name}' is missing.");

    private static string Text(JsonElement body, string name) => Member(body, name).GetString() ?? "";

    private static DateOnly Day(JsonElement period, string name) =>
        DateTimeOffset.TryParse(Text(period, name), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var at)
            ? DateOnly.FromDateTime(at.UtcDateTime)
            : throw new Refusal(400, $"Invalid query definition: '{name}' is no time.");
}
