using Cto.Grains.Widgets;
using Cto.Insights;
using Cto.Web.Components.Boards;
using Cto.Web.Security.Access;

namespace Cto.Web.Components.Evidence;

/// <summary>Brings the evidence from the same answer that the tile shows.</summary>
internal sealed class EvidenceReader(WidgetReader widgets, InsightCatalog insights, BoardReader boards)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <returns><see langword="null"/> when there is no such insight.</returns>
    /// <exception cref="InsightParameterException">A parameter makes no sense.</exception>
    public async Task<EvidenceView?> ReadAsync(Caller caller, string insight, IQueryCollection query, CancellationToken cancellationToken)
    {
        if (insights.Find(insight)?.Descriptor is not { } descriptor)
        {
            return null;
        }

        var parameters = InsightParameters.Parse(descriptor, query.Select(pair => KeyValuePair.Create(pair.Key, pair.Value.ToString())));
        var snapshot = await widgets.ReadAsync(WidgetKey.Of(caller.TenantId, descriptor, parameters), Patience);
        return new(descriptor, parameters.Canonical, snapshot.Reply, snapshot.Fault, await boards.DisplayAsync(caller, cancellationToken));
    }
}
