using Cto.Domain;
using Cto.Domain.Spend;

namespace Cto.Connectors.Azure;

/// <summary>One month of one scope: both of Azure's views of it, joined.</summary>
internal sealed class CostMonth
{
    private static readonly string[] Dimensions = ["ServiceName", "ResourceLocation", "SubscriptionId", "SubscriptionName", "ChargeType"];

    private readonly Dictionary<(CostThing Thing, DateOnly Day), (decimal? Amortized, decimal? Actual)> _costs = [];

    public static async Task<CostMonth> ReadAsync(AzureSession session, string scope, DateOnly from, DateOnly until, CancellationToken cancellationToken)
    {
        var month = new CostMonth();
        var period = new CostPeriod($"{from:yyyy-MM-dd}T00:00:00Z", $"{until.AddDays(-1):yyyy-MM-dd}T23:59:59Z");
        CostDataset dataset = new(
        [
            .. Dimensions.Select(name => new CostGrouping("Dimension", name)),
            new("TagKey", session.Settings.Tag),
        ]);
        await foreach (var row in session.RowsAsync(scope, new("AmortizedCost", period, dataset), cancellationToken))
        {
            var known = month._costs.GetValueOrDefault((row.Thing, row.Day));
            month._costs[(row.Thing, row.Day)] = known with { Amortized = (known.Amortized ?? 0) + row.Cost };
        }

        await foreach (var row in session.RowsAsync(scope, new("ActualCost", period, dataset), cancellationToken))
        {
            var known = month._costs.GetValueOrDefault((row.Thing, row.Day));
            month._costs[(row.Thing, row.Day)] = known with { Actual = (known.Actual ?? 0) + row.Cost };
        }

        return month;
    }

    /// <summary>The charges; a thing that only one view shows cost nothing in the other.</summary>
    public IReadOnlyList<Charge> Facts(DateOnly provisionalFrom) =>
        [.. _costs.Where(cost => cost.Value is not { Amortized: null or 0, Actual: null or 0 }).Select(cost => Fact(cost.Key.Thing, cost.Key.Day, cost.Value, provisionalFrom))];

    /// <summary>Charges of the latest days that an earlier reading may have written and this one did not.</summary>
    public IReadOnlyList<FactKey> Gone(DateOnly from, DateOnly until, IEnumerable<Charge> written)
    {
        var keys = written.Select(charge => charge.Key).ToHashSet(StringComparer.Ordinal);
        var things = _costs.Keys.Select(cost => cost.Thing).Distinct().ToList();
        return
        [
            .. Enumerable.Range(0, until.DayNumber - from.DayNumber).Select(from.AddDays).SelectMany(day => things.Select(thing => thing.KeyOf(day)))
                .Where(key => !keys.Contains(key)).Select(key => new FactKey(FactKinds.Charge, key)),
        ];
    }

    private static Charge Fact(CostThing thing, DateOnly day, (decimal? Amortized, decimal? Actual) cost, DateOnly provisionalFrom) => new()
    {
        Key = thing.KeyOf(day),
        Day = day,
        Provider = "azure",
        Account = thing.Subscription,
        AccountName = thing.SubscriptionName,
        CloudService = thing.Service,
        Region = thing.Location,
        Service = thing.Tag,
        Amount = cost.Amortized ?? 0,
        Billed = cost.Actual ?? 0,
        Currency = thing.Currency,
        Category = thing.Category,
        Provisional = day >= provisionalFrom,
    };
}
