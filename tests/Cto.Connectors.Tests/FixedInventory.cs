using Cto.Domain.Sources;

namespace Cto.Connectors.Tests;

/// <summary>What a company uses, as a test says it.</summary>
internal sealed class FixedInventory : IInventory
{
    public List<string> Packages { get; } = [];

    public List<string> Advisories { get; } = [];

    public Task<IReadOnlyList<string>> PackagesAsync(Guid tenantId, CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<string>>([.. Packages.Order(StringComparer.Ordinal)]);

    public Task<IReadOnlyList<string>> AdvisoriesAsync(Guid tenantId, CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<string>>([.. Advisories.Order(StringComparer.Ordinal)]);
}
