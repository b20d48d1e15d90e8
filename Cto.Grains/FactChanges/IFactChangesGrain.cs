using Cto.Grains.Widgets;
using Orleans.Concurrency;

namespace Cto.Grains.FactChanges;

/// <summary>Where a tenant's facts say that they changed; keyed by the tenant's id. Widgets listen while they are active.</summary>
public interface IFactChangesGrain : IGrainWithStringKey
{
    /// <summary>Listens for <see cref="Expiry"/>; call again before that to stay.</summary>
    /// <param name="key">The widget grain's key.</param>
    /// <param name="widget">Who is told.</param>
    /// <param name="kinds">The kinds of facts it stands on.</param>
    [AlwaysInterleave]
    Task Listen(string key, IWidgetGrain widget, IReadOnlyList<string> kinds);

    /// <summary>Tells every listener of these kinds (<see cref="Domain.FactKinds"/>), after the facts are committed.</summary>
    [AlwaysInterleave]
    Task Changed(IReadOnlyList<string> kinds);

    /// <summary>How long a listener stays without being renewed.</summary>
    static readonly TimeSpan Expiry = TimeSpan.FromMinutes(5);
}
