using System.Collections.Immutable;

namespace Cto.Grains.Dashboards;

/// <summary>One dashboard: what stands where. Belongs to one person of one tenant; shared ones may be looked at by all of the tenant.</summary>
public sealed record DashboardState
{
    public required string Name { get; init; }

    /// <summary>Who may change it: the user's id; <see langword="null"/> for what an API token made.</summary>
    public Guid? Owner { get; init; }
    public bool Shared { get; init; }

    /// <summary>The template it was made from and is reset to: <c>overview</c>, <c>delivery</c>, <c>blank</c>.</summary>
    public required string Template { get; init; }
    public required ImmutableArray<PlacedWidget> Widgets { get; init; }

    /// <summary>Goes up with every change; a change based on an older one is refused.</summary>
    public long Version { get; init; }
}

/// <summary>A widget in its place.</summary>
public sealed record PlacedWidget
{
    public required Guid Id { get; init; }

    /// <summary>A name of <see cref="WidgetKinds"/>.</summary>
    public required string Kind { get; init; }

    /// <summary>0 to 11.</summary>
    public required int Column { get; init; }

    /// <summary>From 0 down.</summary>
    public required int Row { get; init; }

    /// <summary>1 to 12.</summary>
    public required int Columns { get; init; }

    /// <summary>1 or more.</summary>
    public required int Rows { get; init; }

    /// <summary>The person's own title; <see langword="null"/> for the kind's.</summary>
    public string? Title { get; init; }

    /// <summary>The insight's parameters that were set on the tile; the page's period and filters hold for the rest.</summary>
    public ImmutableSortedDictionary<string, string> Parameters { get; init; } = ImmutableSortedDictionary<string, string>.Empty;
}
