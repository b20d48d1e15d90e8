using Cto.Upstreams.OAuth;
using Cto.Upstreams.World;

namespace Cto.Upstreams.Vendors;

/// <summary>The vendors of the company: every class of this assembly that plays one.</summary>
internal static class VendorList
{
    public static IReadOnlyList<SimulatedVendor> Of(Company company)
    {
        IReadOnlyList<SimulatedVendor> played =
        [
            .. typeof(VendorList).Assembly.GetTypes()
                .Where(type => type.IsSubclassOf(typeof(SimulatedVendor)) && type.GetConstructor([typeof(Company)]) is not null)
                .OrderBy(type => type.FullName, StringComparer.Ordinal)
                .Select(type => (SimulatedVendor)Activator.CreateInstance(type, company)!),
        ];
        return [.. played, .. OAuthServers.All.Select(server => server.Prefix).Except(played.Select(vendor => vendor.Prefix)).Select(prefix => new UnplayedVendor(prefix))];
    }
}
