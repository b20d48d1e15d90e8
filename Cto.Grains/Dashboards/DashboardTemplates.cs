using System.Collections.Immutable;

namespace Cto.Grains.Dashboards;

/// <summary>The ready-made dashboards that everyone starts from.</summary>
public static class DashboardTemplates
{
    public const string Overview = "overview";
    public const string Delivery = "delivery";
    public const string Blank = "blank";

    public static IReadOnlyList<string> All { get; } = [Overview, Delivery, Blank];

    /// <summary>The title that a dashboard of the template starts with.</summary>
    public static string Title(string template) => template switch
    {
        Overview => "Overview",
        Delivery => "Delivery",
        _ => "New dashboard",
    };

    private static readonly ImmutableArray<PlacedWidget> OverviewWidgets = Lay(
        "deployment-frequency", "lead-time", "change-failure-rate", "recovery-time",
        "deployments", "lead-time-breakdown",
        "open-pull-requests", "change-failures",
        "cycle-time", "review-load",
        "latest-deployments", "source-health");

    private static readonly ImmutableArray<PlacedWidget> DeliveryWidgets = Lay(
        "deployment-frequency", "lead-time", "change-failure-rate", "recovery-time",
        "lead-time-breakdown", "lead-time-by-service",
        "deployments", "latest-deployments",
        "failure-ranking", "change-failures",
        "cycle-time", "open-pull-requests",
        "review-load", "rework-rate");

    /// <summary>The widgets of a template, each with an id of its own that is the same every time.</summary>
    /// <exception cref="ArgumentException">There is no such template.</exception>
    public static ImmutableArray<PlacedWidget> Widgets(string template) => template switch
    {
        Overview => OverviewWidgets,
        Delivery => DeliveryWidgets,
        Blank => [],
        _ => throw new ArgumentException($"There is no dashboard template '{template}'.", nameof(template)),
    };

    private static ImmutableArray<PlacedWidget> Lay(params ReadOnlySpan<string> kinds)
    {
        ImmutableArray<PlacedWidget> widgets = [];
        var number = 0;
        foreach (var name in kinds)
        {
            var kind = WidgetKinds.Find(name) ?? throw new InvalidOperationException($"There is no widget kind '{name}'.");
            widgets = widgets.Add(kind.Place(new Guid(++number, 0, 0, new byte[8]), DashboardLayout.FirstFree(widgets, kind.Size)));
        }

        return widgets;
    }
}
