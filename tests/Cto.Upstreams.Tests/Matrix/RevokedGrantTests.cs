using Cto.Domain.Sources;
using Cto.Upstreams.OAuth;
using Cto.Upstreams.Tests.Syncing;

namespace Cto.Upstreams.Tests.Matrix;

/// <summary>Connectors that were connected by OAuth: a token that the vendor gave, and took back.</summary>
public sealed class RevokedGrantTests(BrokenDemo demo) : IClassFixture<BrokenDemo>
{
    public static TheoryData<string> Vendors => [.. OAuthServers.All.Select(server => server.Prefix)];

    [Theory]
    [MemberData(nameof(Vendors))]
    public async Task A_revoked_grant_is_named_and_a_new_one_goes_on(string prefix)
    {
        Assert.SkipUnless(demo.Company.Sources.Any(source => source.Connector == prefix), $"Nobody plays {prefix} yet.");
        var descriptor = demo.Connector(prefix).Descriptor;
        var oauth = descriptor.Credentials.First(credential => credential.OAuth is not null).OAuth!;

        var first = await CheckAsync(prefix, oauth);
        demo.Company.OAuth.RevokeAll(prefix);
        var revoked = await Record.ExceptionAsync(() => first.CheckAsync());
        var again = await CheckAsync(prefix, oauth);

        var fault = Assert.IsType<SourceException>(revoked);
        Assert.Equal(SourceFault.Unauthorized, fault.Fault);
        Assert.NotEmpty(fault.Remedy);
        Assert.NotSame(first, again);
    }

    /// <returns>A connection with a new grant, which was good.</returns>
    private async Task<Granted> CheckAsync(string prefix, OAuthDescriptor oauth)
    {
        var company = demo.Company.Simulation.Company;
        var tokens = demo.Company.OAuth.Grant(prefix, new OAuthApproval(Cto.Upstreams.OAuth.OAuthClient.All[0], company.People[0], oauth.Scopes));
        var source = demo.Company.Sources.First(source => source.Connector == prefix).ToConnection(Guid.NewGuid(), Guid.NewGuid());
        var granted = new Granted(demo.Connector(prefix), source with
        {
            Credentials = new(OAuthCredential.Kind, new Dictionary<string, Secret> { [OAuthCredential.Token] = new(tokens.Access) }),
        });
        await granted.CheckAsync();
        return granted;
    }

    private sealed record Granted(ISourceConnector Connector, SourceConnection Source)
    {
        public Task<SourceCheck> CheckAsync() => Connector.CheckAsync(Source, TestContext.Current.CancellationToken);
    }
}
