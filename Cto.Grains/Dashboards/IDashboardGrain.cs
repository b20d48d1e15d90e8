using Orleans.Concurrency;

namespace Cto.Grains.Dashboards;

/// <summary>One dashboard; keyed by <c>{tenant}/{dashboard id}</c>. Who may call what is decided by the caller's endpoint.</summary>
[Alias("cto.IDashboardGrain")]
public interface IDashboardGrain : IGrainWithStringKey
{
    /// <summary>The dashboard; <see langword="null"/> when it does not exist.</summary>
    [AlwaysInterleave, ReadOnly]
    Task<DashboardState?> Read();

    /// <summary>The dashboard, made from the template when it does not exist yet.</summary>
    Task<DashboardState> Open(string template, Guid? owner);

    /// <summary>Makes it, or replaces all of it.</summary>
    Task<DashboardState> Put(DashboardState dashboard);

    Task<DashboardState> Rename(string name);

    Task<DashboardState> Share(bool shared);

    /// <summary>Adds a tile at the first free place.</summary>
    /// <exception cref="DashboardException">There is no such kind, or the dashboard is full.</exception>
    Task<DashboardState> Add(string kind, IReadOnlyDictionary<string, string> parameters);

    Task<DashboardState> Remove(Guid widget);

    /// <summary>Adds a copy of a tile.</summary>
    Task<DashboardState> Duplicate(Guid widget);

    /// <summary>Moves and resizes a tile; the others give way.</summary>
    Task<DashboardState> Place(Guid widget, GridArea area);

    /// <summary>Sets a tile's title (<see langword="null"/> = the kind's) and parameters.</summary>
    Task<DashboardState> Configure(Guid widget, string? title, IReadOnlyDictionary<string, string> parameters);

    /// <summary>Back to its template.</summary>
    Task<DashboardState> Reset();

    Task Delete();

    /// <summary>How many tiles a dashboard can hold.</summary>
    const int MostWidgets = 60;
}
