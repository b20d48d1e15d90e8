using System.Security.Cryptography;
using System.Text;
using Cto.Domain.Sources;

namespace Cto.Connectors.ThreatFeeds;

/// <summary>What the company is known to use and to be told of: what the feeds are asked about.</summary>
/// <param name="Packages">Package URLs with versions.</param>
/// <param name="Advisories">CVE and GHSA names, the watched ones among them.</param>
internal sealed record InUse(IReadOnlyList<string> Packages, IReadOnlyList<string> Advisories)
{
    public IEnumerable<string> Cves => Advisories.Where(AdvisoryNames.IsCve);

    public static async Task<InUse> ReadAsync(IInventory inventory, Guid tenantId, ThreatFeedSettings settings, CancellationToken cancellationToken) => new(
        await inventory.PackagesAsync(tenantId, cancellationToken),
        [.. (await inventory.AdvisoriesAsync(tenantId, cancellationToken)).Concat(settings.WatchedNames).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)]);

    /// <summary>Changes when one of these names does.</summary>
    public static string Mark(IEnumerable<string> names) => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', names))), 0, 8);
}
