using Cto.Upstreams.Credentials;
using Cto.Upstreams.Vendors;

namespace Cto.Upstreams.OAuth;

/// <summary>A vendor of which nothing but its authorisation server is played yet.</summary>
internal sealed class UnplayedVendor(string prefix) : SimulatedVendor
{
    public override string Prefix => prefix;

    public override IReadOnlyList<Grant> Grants => [];

    public override void Map(VendorRoutes routes)
    {
    }

    public override IEnumerable<DemoSource> Sources(string address) => [];
}
