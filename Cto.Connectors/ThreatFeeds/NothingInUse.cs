using Cto.Domain.Sources;

namespace Cto.Connectors.ThreatFeeds;

/// <summary>The inventory of a program that keeps no facts.</summary>
internal sealed class NothingInUse : IInventory
{
    public Task<IReadOnlyList<string>> PackagesAsync(Guid tenantId, CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<string>>([]);

    public Task<IReadOnlyList<string>> AdvisoriesAsync(Guid tenantId, CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<string>>([]);
}
