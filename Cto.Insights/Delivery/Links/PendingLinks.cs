using System.Collections.Concurrent;

namespace Cto.Insights.Delivery.Links;

/// <summary>
/// Whose facts this process has written since their links were last refreshed. A hint, not the truth: the marks in the database are. It spares a question after
/// a write from reading what it would have to read again.
/// </summary>
public sealed class PendingLinks
{
    private readonly ConcurrentDictionary<Guid, byte> _tenants = new();

    public bool Has(Guid tenantId) => _tenants.ContainsKey(tenantId);

    internal void Add(Guid tenantId) => _tenants[tenantId] = 0;

    internal void Remove(Guid tenantId) => _tenants.TryRemove(tenantId, out _);
}
