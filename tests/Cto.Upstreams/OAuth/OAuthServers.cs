using Cto.Upstreams.Vendors;

namespace Cto.Upstreams.OAuth;

/// <summary>The authorisation servers of the vendors that have one.</summary>
internal sealed class OAuthServers(Simulation simulation)
{
    private readonly Dictionary<string, OAuthStore> _stores = new(StringComparer.Ordinal);

    public static IReadOnlyList<OAuthServer> All { get; } = [new GitHubOAuth(), new GitLabOAuth(), new JiraOAuth(), new AsanaOAuth(), new SlackOAuth(), new PagerDutyOAuth()];

    /// <summary>Adds the pages and routes of the vendor, if it has any.</summary>
    public void Map(VendorRoutes routes, string prefix)
    {
        if (All.FirstOrDefault(server => server.Prefix == prefix) is { } server)
        {
            server.Map(routes, _stores[prefix] = new OAuthStore(prefix, simulation));
        }
    }

    /// <summary>Grants somebody's application access without a page, for tests.</summary>
    /// <exception cref="KeyNotFoundException">The vendor has no authorisation server.</exception>
    public OAuthTokens Grant(string prefix, OAuthApproval approval) => All.First(server => server.Prefix == prefix).Grant(approval, _stores[prefix]);

    /// <summary>Ends every token that a vendor gave out by OAuth; its users must connect again.</summary>
    /// <returns>Whether there is such a vendor.</returns>
    public bool RevokeAll(string prefix)
    {
        if (!_stores.TryGetValue(prefix, out var store))
        {
            return false;
        }

        store.RevokeAll();
        return true;
    }
}
