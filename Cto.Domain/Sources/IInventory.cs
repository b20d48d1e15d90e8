namespace Cto.Domain.Sources;

/// <summary>What a company is known to use: what to ask feeds about that are too large to keep whole.</summary>
public interface IInventory
{
    /// <summary>The packages in use, as package URLs with versions, in order.</summary>
    Task<IReadOnlyList<string>> PackagesAsync(Guid tenantId, CancellationToken cancellationToken);

    /// <summary>The CVE and GHSA names of what scanners reported and advisories said, in order.</summary>
    Task<IReadOnlyList<string>> AdvisoriesAsync(Guid tenantId, CancellationToken cancellationToken);
}
