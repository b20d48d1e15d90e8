using System.Collections.Frozen;
using Cto.Grains.Dashboards;
using Cto.Web.Components.Widgets.ChangeFailures;
using Cto.Web.Components.Widgets.Deployments;
using Cto.Web.Components.Widgets.LeadTime;
using Cto.Web.Components.Widgets.Metric;
using Cto.Web.Components.Widgets.PullRequests;
using Cto.Web.Components.Widgets.SourceHealth;
using Microsoft.AspNetCore.Components;

namespace Cto.Web.Components.Widgets;

/// <summary>Which component draws which kind of widget: the one line that a new widget needs here.</summary>
internal static class WidgetComponents
{
    private static readonly FrozenDictionary<string, Func<TileView, RenderFragment>> ByKind = new Dictionary<string, Func<TileView, RenderFragment>>
    {
        ["deployment-frequency"] = Draw<DeploymentFrequencyWidget>,
        ["lead-time"] = Draw<LeadTimeWidget>,
        ["change-failure-rate"] = Draw<ChangeFailureRateWidget>,
        ["recovery-time"] = Draw<RecoveryTimeWidget>,
        ["rework-rate"] = Draw<ReworkRateWidget>,
        ["lead-time-breakdown"] = Draw<LeadTimeBreakdownWidget>,
        ["lead-time-by-service"] = Draw<LeadTimeByServiceWidget>,
        ["deployments"] = Draw<DeploymentsWidget>,
        ["latest-deployments"] = Draw<LatestDeploymentsWidget>,
        ["change-failures"] = Draw<ChangeFailuresWidget>,
        ["failure-ranking"] = Draw<FailureRankingWidget>,
        ["cycle-time"] = Draw<CycleTimeWidget>,
        ["open-pull-requests"] = Draw<OpenPullRequestsWidget>,
        ["review-load"] = Draw<ReviewLoadWidget>,
        ["source-health"] = Draw<SourceHealthWidget>,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>The kinds that can be drawn; a test holds them against <see cref="WidgetKinds"/>.</summary>
    public static IReadOnlyList<string> Kinds => ByKind.Keys;

    /// <summary>A tile, drawn by the component of its kind unless it is drawn already.</summary>
    public static RenderFragment Of(TileView tile) =>
        tile.Markup is { } markup ? builder => builder.AddMarkupContent(0, markup) : ByKind[tile.Kind.Name](tile);

    private static RenderFragment Draw<TWidget>(TileView tile)
        where TWidget : IComponent => builder =>
    {
        builder.OpenComponent<TWidget>(0);
        builder.AddComponentParameter(1, "Tile", tile);
        builder.CloseComponent();
    };
}
