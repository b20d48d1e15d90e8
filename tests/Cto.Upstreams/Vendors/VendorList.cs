using Cto.Upstreams.World;

namespace Cto.Upstreams.Vendors;

/// <summary>The vendors of the company: every class of this assembly that plays one.</summary>
internal static class VendorList
{
    public static IReadOnlyList<SimulatedVendor> Of(Company company) =>
    [
        .. typeof(VendorList).Assembly.GetTypes()
            .Where(type => type.IsSubclassOf(typeof(SimulatedVendor)) && !type.IsAbstract)
            .OrderBy(type => type.FullName, StringComparer.Ordinal)
            .Select(type => (SimulatedVendor)Activator.CreateInstance(type, company)!),
    ];
}
