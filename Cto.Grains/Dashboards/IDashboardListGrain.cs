using System.Collections.Immutable;
using Orleans.Concurrency;

namespace Cto.Grains.Dashboards;

/// <summary>The dashboards of one tenant; keyed by the tenant's id.</summary>
public interface IDashboardListGrain : IGrainWithStringKey
{
    /// <summary>A person's own dashboards and the shared ones, by name; all of them when no person is given.</summary>
    [AlwaysInterleave]
    Task<IReadOnlyList<DashboardEntry>> VisibleTo(Guid? person);

    Task Put(DashboardEntry entry);

    Task Remove(string id);
}

/// <summary>A dashboard in the list.</summary>
[GenerateSerializer, Alias("cto.dashboard-entry"), Immutable]
public sealed record DashboardEntry([property: Id(0)] string Id, [property: Id(1)] string Name, [property: Id(2)] Guid? Owner, [property: Id(3)] bool Shared);

/// <summary>What is stored of the list.</summary>
[GenerateSerializer, Alias("cto.dashboard-list")]
internal sealed record DashboardList
{
    [Id(0)]
    public ImmutableDictionary<string, DashboardEntry> Entries { get; init; } = ImmutableDictionary<string, DashboardEntry>.Empty;
}
