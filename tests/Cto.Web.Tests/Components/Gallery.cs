using Cto.Grains.Widgets;
using Cto.Web.Components.Boards;
using Cto.Web.Components.Layout;
using Cto.Web.Components.Widgets;
using Microsoft.AspNetCore.Components;

namespace Cto.Web.Tests.Components;

/// <summary>Pages made of sample answers: every widget and every state of a tile, to be held against rules and to be looked at.</summary>
internal static class Gallery
{
    public static readonly ShellView Shell = new()
    {
        User = "Ada Novak",
        Tenant = "Acme Commerce",
        Path = "/",
        Display = Samples.Display,
        Freshness = new(4, 0, 0, 0, Samples.Now.AddSeconds(-12)),
        Boards = [new("aa", "Payments weekly", Shared: false), new("ab", "Platform, all hands and everybody else who is interested", Shared: true)],
    };

    public static IReadOnlyList<TileView> Overview { get; } =
    [
        Samples.Tile("deployment-frequency", Samples.Dora(), column: 0),
        Samples.Tile("lead-time", Samples.Dora(), column: 3),
        Samples.Tile("change-failure-rate", Samples.Dora(), column: 6),
        Samples.Tile("recovery-time", Samples.Dora(), column: 9),
        Samples.Tile("deployments", Samples.Deployments(), row: 2, column: 0),
        Samples.Tile("lead-time-breakdown", Samples.LeadTime(), row: 2, column: 6),
        Samples.Tile("change-failures", Samples.ChangeFailures(), row: 6, column: 0),
        Samples.Tile("open-pull-requests", Samples.OpenPullRequests(), row: 6, column: 6),
        Samples.Tile("cycle-time", Samples.CycleTime(), row: 10, column: 0),
        Samples.Tile("review-load", Samples.ReviewLoad(), row: 10, column: 6),
        Samples.Tile("failure-ranking", Samples.ChangeFailures(), row: 14, column: 0),
        Samples.Tile("lead-time-by-service", Samples.LeadTime(), row: 14, column: 6),
        Samples.Tile("latest-deployments", Samples.Deployments(), row: 18, column: 0),
        Samples.Tile("source-health", Samples.SourceHealth(), row: 18, column: 6, rows: 4),
        Samples.Tile("rework-rate", Samples.Dora(), row: 22, column: 0),
    ];

    public static IReadOnlyList<TileView> States { get; } =
    [
        Samples.Tile("lead-time", null, WidgetState.Loading, 0, 0),
        Samples.Tile("lead-time", Samples.Dora(), WidgetState.Refreshing, 3, 0),
        Samples.Tile("lead-time", Samples.Dora(), WidgetState.Stale, 6, 0),
        Samples.Tile("lead-time", Samples.Dora(), WidgetState.Failing, 9, 0),
        Samples.Tile("lead-time", Samples.Dora(), WidgetState.Partial, 0, 2),
        Samples.Tile("lead-time", null, WidgetState.Empty, 3, 2),
        Samples.Tile("lead-time", null, WidgetState.Failing, 6, 2),
        Samples.Tile("lead-time", Nothing(), WidgetState.Fresh, 9, 2),
        Samples.Tile("lead-time", Samples.Dora(), WidgetState.Fresh, 0, 4, columns: 2),
        Samples.Tile("change-failure-rate", Samples.Dora(), WidgetState.Failing, 2, 4, columns: 2),
        Samples.Tile("recovery-time", Huge(), WidgetState.Stale, 4, 4, columns: 2),
        Samples.Tile("deployment-frequency", Huge(), WidgetState.Fresh, 6, 4, title: "Wie oft wir in allen Regionen und für alle Mandanten produktiv gehen"),
        Samples.Tile("deployment-frequency", Samples.Dora(90), WidgetState.Fresh, 0, 6, columns: 6, rows: 4),
        Samples.Tile("deployments", Samples.Deployments(90), WidgetState.Fresh, 6, 6, columns: 6, rows: 4),
        Samples.Tile("latest-deployments", Samples.Deployments(), WidgetState.Fresh, 0, 10, columns: 4, rows: 3),
        Samples.Tile("cycle-time", Samples.CycleTime(), WidgetState.Fresh, 4, 10, columns: 4, rows: 3),
        Samples.Tile("lead-time-breakdown", Samples.LeadTime(), WidgetState.Failing, 8, 10, columns: 4, rows: 3),
        Samples.Tile("source-health", Samples.SourceHealth(), WidgetState.Partial, 0, 13, columns: 3, rows: 2),
        Samples.Tile("deployments", null, WidgetState.Empty, 3, 13, columns: 4, rows: 3),
        Samples.Tile("cycle-time", null, WidgetState.Loading, 7, 13, columns: 4, rows: 3),
    ];

    public static Task<string> Page(string? theme, IReadOnlyList<TileView> tiles) => Rendered.Page(theme, builder =>
    {
        builder.OpenComponent<BoardScreen>(0);
        builder.AddComponentParameter(1, "Shell", Shell);
        builder.AddComponentParameter(2, "Board", Board(tiles));
        builder.CloseComponent();
    });

    public static BoardView Board(IReadOnlyList<TileView> tiles) => new()
    {
        Id = BoardIds.ReadyMade("overview", Guid.Empty),
        State = new() { Name = "Overview", Template = "overview", Widgets = [.. tiles.Select(tile => tile.Placed)] },
        Tiles = tiles,
        Filters = PageFilters.None,
        Editable = true,
    };

    public static RenderFragment Frame(string title, string? subtitle, RenderFragment content) => builder =>
    {
        builder.OpenComponent<PageFrame>(0);
        builder.AddComponentParameter(1, "Shell", Shell);
        builder.AddComponentParameter(2, "Title", title);
        builder.AddComponentParameter(3, "Subtitle", subtitle);
        builder.AddComponentParameter(4, "ChildContent", content);
        builder.CloseComponent();
    };

    private static Cto.Insights.Delivery.DoraMetrics.DoraAnswer Nothing() => Samples.Dora(0) with
    {
        LeadTime = new(null, null, null, 0, null),
        Before = null,
    };

    private static Cto.Insights.Delivery.DoraMetrics.DoraAnswer Huge() => Samples.Dora() with
    {
        DeploymentFrequency = new(128_400.7, 898_805, 7, 3_852_021, "elite"),
        RecoveryTime = new(9_504_000, 9_600_000, 2, "low"),
    };
}
