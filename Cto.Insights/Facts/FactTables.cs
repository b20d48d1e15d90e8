using System.Collections.Frozen;
using Cto.Insights.Facts.Tables;

namespace Cto.Insights.Facts;

/// <summary>The tables there are, in the order in which every writer goes through them.</summary>
internal static class FactTables
{
    public static IReadOnlyList<FactTable> All { get; } =
    [
        .. DeliveryTables.All, .. CatalogueTables.All, .. PlanningTables.All, .. QualityTables.All, .. SecurityTables.All,
        .. GovernanceTables.All, .. ReliabilityTables.All, .. SpendTables.All, .. CollaborationTables.All,
    ];

    private static readonly FrozenDictionary<string, FactTable> ByKind = All.ToFrozenDictionary(table => table.Kind, StringComparer.Ordinal);

    private static readonly FrozenDictionary<string, int> Places = All.Index().ToFrozenDictionary(pair => pair.Item.Kind, pair => pair.Index, StringComparer.Ordinal);

    public static FactTable Of(string kind) => ByKind[kind];

    public static int Place(string kind) => Places[kind];
}
