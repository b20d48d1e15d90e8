using Cto.Upstreams.Vendors;

namespace Cto.Upstreams.OAuth;

internal static class OAuthServers
{
    public static void Map(VendorRoutes routes, string prefix, Simulation simulation)
    {
        _ = (routes, prefix, simulation);
    }
}
