using System.Collections.Immutable;

namespace Cto.Grains.Dashboards;

/// <summary>One dashboard: what stands where. Belongs to one person of one tenant; shared ones may be looked at by all of the tenant.</summary>
[GenerateSerializer, Alias("cto.dashboard-state"), Immutable]
public sealed record DashboardState
{
    [Id(0)]
    public required string Name { get; init; }

    /// <summary>Who may change it: the user's id; <see langword="null"/> for what an API token made.</summary>
    [Id(1)]
    public Guid? Owner { get; init; }

    [Id(2)]
    public bool Shared { get; init; }

    /// <summary>The template it was made from and is reset to (<see cref="DashboardTemplates"/>).</summary>
    [Id(3)]
    public required string Template { get; init; }

    [Id(4)]
    public required ImmutableArray<PlacedWidget> Widgets { get; init; }

    /// <summary>Goes up with every change.</summary>
    [Id(5)]
    public long Version { get; init; }
}

/// <summary>A widget in its place.</summary>
[GenerateSerializer, Alias("cto.placed-widget"), Immutable]
public sealed record PlacedWidget
{
    [Id(0)]
    public required Guid Id { get; init; }

    /// <summary>A name of <see cref="WidgetKinds"/>.</summary>
    [Id(1)]
    public required string Kind { get; init; }

    [Id(2)]
    public required GridArea Area { get; init; }

    /// <summary>The person's own title; <see langword="null"/> for the kind's.</summary>
    [Id(3)]
    public string? Title { get; init; }

    /// <summary>The insight's parameters that were set on the tile; the page's period and filters hold for the rest.</summary>
    [Id(4)]
    public ImmutableSortedDictionary<string, string> Parameters { get; init; } = ImmutableSortedDictionary<string, string>.Empty;
}
