using System.Security.Cryptography;
using System.Text;
using Cto.Domain.Sources;
using Cto.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.DependencyInjection;

namespace Cto.Connectors.Tests.OAuth;

/// <summary>A vendor's token endpoint whose next answer a test writes, and the engine that asks it.</summary>
internal sealed class OAuthVendor : IAsyncDisposable
{
    private readonly ServiceProvider _services;

    private OAuthVendor(StubHttp http, ServiceProvider services, StandingClock clock) => (Http, _services, Clock) = (http, services, clock);

    public StubHttp Http { get; }

    public StandingClock Clock { get; }

    public int Status { get; set; } = 200;

    public string Answer { get; set; } = """{"access_token":"at-1","refresh_token":"rt-1","expires_in":3600,"scope":"read,write","token_type":"bearer"}""";

    public IOAuthGrants Grants => _services.GetRequiredService<IOAuthGrants>();

    public OAuthRequest Request { get; } = new(new("https://cto.test/oauth/callback"), new("the-state"), new("a-verifier-of-forty-three-characters-or-more"));

    public static async Task<OAuthVendor> StartAsync(params (string Name, string Value)[] settings)
    {
        OAuthVendor? vendor = null;
        var http = await StubHttp.StartAsync(app => app.Map("/{**path}", (HttpContext context) => Results.Text(vendor!.Answer, "application/json", statusCode: vendor.Status)));
        var clock = new StandingClock(Connectors.Today);
        return vendor = new(http, Connectors.Start(clock, settings), clock);
    }

    public OAuthAccount Account(Func<OAuthDescriptor, OAuthDescriptor>? change = null)
    {
        var oauth = new OAuthDescriptor { AuthorizeUrl = "{oauthUrl}/authorize", TokenUrl = "{oauthUrl}/token", RevokeUrl = "{oauthUrl}/apps/{clientId}/revoke", Scopes = ["read", "write"] };
        var descriptor = _services.Connector("github").Descriptor;
        return new(descriptor, change?.Invoke(oauth) ?? oauth, new(new Dictionary<string, string> { ["oauthUrl"] = Http.Address.ToString() }), new("client-1", new("client-secret-1")));
    }

    public Task<OAuthTokens> RefreshAsync() => Grants.RefreshAsync(Account(), new("rt-0"), TestContext.Current.CancellationToken);

    public static string Challenge(string verifier) => WebEncoders.Base64UrlEncode(SHA256.HashData(Encoding.ASCII.GetBytes(verifier)));

    public async ValueTask DisposeAsync()
    {
        await Http.DisposeAsync();
        await _services.DisposeAsync();
    }
}
