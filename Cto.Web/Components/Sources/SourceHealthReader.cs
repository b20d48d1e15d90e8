using Cto.Grains.Widgets;
using Cto.Insights;
using Cto.Insights.Sources.SourceHealth;

namespace Cto.Web.Components.Sources;

/// <summary>Brings the health of a company's sources as its tiles have it: asked once, whoever looks.</summary>
internal sealed class SourceHealthReader(WidgetReader widgets, InsightCatalog insights)
{
    private const string HealthInsight = "sources.health";

    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(200);

    /// <param name="tenantId">Whose.</param>
    /// <param name="isOutdated">Tells an answer that must be made anew: a source was connected since.</param>
    /// <returns><see langword="null"/> when there is none, or none yet.</returns>
    public async Task<SourceHealthAnswer?> ReadAsync(Guid tenantId, Func<SourceHealthAnswer?, ValueTask<bool>> isOutdated)
    {
        if (insights.Find(HealthInsight) is not { } health)
        {
            return null;
        }

        var key = WidgetKey.Of(tenantId, health.Descriptor, InsightParameters.Parse(health.Descriptor, []));
        var answer = (await widgets.ReadAsync(key, Patience)).Reply?.Answer as SourceHealthAnswer;
        return await isOutdated(answer) ? (await widgets.RefreshAsync(key)).Reply?.Answer as SourceHealthAnswer : answer;
    }
}
