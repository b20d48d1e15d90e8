using System.Buffers.Text;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Cto.Upstreams.OAuth;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Time.Testing;

namespace Cto.Upstreams.Tests.OAuth;

public sealed class OAuthTests : IAsyncLifetime
{
    private const string Verifier = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk-and-a-bit-more";
    private static readonly Uri Back = new("http://127.0.0.1:5080/oauth/callback");

    private readonly FakeTimeProvider _clock = new(Demo.Now);
    private readonly HttpClient _http = new(new HttpClientHandler { AllowAutoRedirect = false }) { DefaultRequestHeaders = { { "Accept", "application/json" } } };
    private UpstreamsHost _company = null!;

    public static TheoryData<string> Vendors => [.. OAuthServers.All.Select(server => server.Prefix)];

    public async ValueTask InitializeAsync()
    {
        _company = await Demo.StartAsync(clock: _clock);
        _http.BaseAddress = _company.Address;
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _company.DisposeAsync();
    }

    [Theory]
    [MemberData(nameof(Vendors))]
    public async Task A_code_is_good_once_and_with_its_verifier_alone(string vendor)
    {
        Assert.True(IsRefused(await RedeemAsync(vendor, await ApproveAsync(vendor), "another verifier that is long enough to be one")));
        var code = await ApproveAsync(vendor);

        var tokens = await RedeemAsync(vendor, code);
        var again = await RedeemAsync(vendor, code);

        var access = tokens.GetProperty("access_token").GetString()!;
        Assert.NotEmpty(access);
        Assert.True(IsRefused(again));
        Assert.Null(_company.Simulation.Credentials.Find(vendor, access));
    }

    [Theory]
    [MemberData(nameof(Vendors))]
    public async Task Tokens_are_renewed_in_the_vendors_way_and_end(string vendor)
    {
        var server = Server(vendor);
        var tokens = await RedeemAsync(vendor, await ApproveAsync(vendor, client: 1), client: 1);
        var (access, refresh) = (tokens.GetProperty("access_token").GetString()!, tokens.GetProperty("refresh_token").GetString()!);
        Assert.Equal(120, tokens.GetProperty("expires_in").GetInt32());
        Assert.Equal(_clock.GetUtcNow().AddMinutes(2), _company.Simulation.Credentials.Find(vendor, access)!.ExpiresAt);

        var renewed = await RenewAsync(vendor, refresh);

        Assert.NotEqual(access, renewed.GetProperty("access_token").GetString());
        Assert.Equal(server.Rotates, refresh != renewed.GetProperty("refresh_token").GetString());
        Assert.Equal(server.Rotates, IsRefused(await RenewAsync(vendor, refresh)));
        Assert.Equal(HttpStatusCode.NoContent, (await _http.DeleteAsync(new Uri($"_grants/{vendor}", UriKind.Relative), TestContext.Current.CancellationToken)).StatusCode);
        Assert.True(IsRefused(await RenewAsync(vendor, renewed.GetProperty("refresh_token").GetString()!)));
        Assert.Null(_company.Simulation.Credentials.Find(vendor, renewed.GetProperty("access_token").GetString()!));
    }

    [Theory]
    [MemberData(nameof(Vendors))]
    public async Task People_see_what_is_asked_for_and_may_say_no(string vendor)
    {
        var page = await _http.GetStringAsync(Authorize(vendor, "scope one", 0), TestContext.Current.CancellationToken);
        Assert.Contains("CTO Assistant wants access", page, StringComparison.Ordinal);
        Assert.Contains("value=\"one\"", page, StringComparison.Ordinal);

        var denied = await DecideAsync(vendor, "deny", []);
        var narrowed = await RedeemAsync(vendor, QueryHelpers.ParseQuery((await DecideAsync(vendor, "approve", ["b"])).Query)["code"]!);

        Assert.Equal(("access_denied", "the state"), (QueryHelpers.ParseQuery(denied.Query)["error"].ToString(), QueryHelpers.ParseQuery(denied.Query)["state"].ToString()));
        Assert.Equal(["b"], _company.Simulation.Credentials.Find(vendor, narrowed.GetProperty("access_token").GetString()!)!.Scopes);
    }

    [Fact]
    public async Task A_page_is_shown_to_known_applications_on_this_machine_alone()
    {
        foreach (var wrong in (string[])["client_id=unknown&redirect_uri=http://127.0.0.1/", "client_id=cto-assistant-demo&redirect_uri=https://elsewhere.example/", "client_id=cto-assistant-demo"])
        {
            using var answer = await _http.GetAsync(new Uri($"github/login/oauth/authorize?{wrong}", UriKind.Relative), TestContext.Current.CancellationToken);
            Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
            Assert.Null(answer.Headers.Location);
        }
    }

    [Fact]
    public async Task A_code_lives_for_ten_minutes()
    {
        var code = await ApproveAsync("gitlab");
        _clock.Advance(TimeSpan.FromMinutes(11));

        Assert.Equal("invalid_grant", (await RedeemAsync("gitlab", code)).GetProperty("error").GetString());
    }

    [Fact]
    public async Task A_token_from_GitHubs_page_opens_GitHub()
    {
        var token = (await RedeemAsync("github", await ApproveAsync("github", "repo"))).GetProperty("access_token").GetString()!;
        using var caller = new Vendors.Caller(_company, token);

        var (answer, body) = await caller.GetAsync("github/user");

        Assert.Equal(["repo"], answer.Headers.GetValues("X-OAuth-Scopes"));
        Assert.Equal(_company.Simulation.Company.People[0].GitHub, body.GetProperty("login").GetString());
    }

    private static OAuthServer Server(string vendor) => OAuthServers.All.First(server => server.Prefix == vendor);

    private static bool IsRefused(JsonElement answer) => answer.TryGetProperty("error", out _) && !answer.TryGetProperty("access_token", out _);

    private static Uri Authorize(string vendor, string scopes, int client) => new(QueryHelpers.AddQueryString($"{vendor}{Server(vendor).AuthorizePath}", new Dictionary<string, string?>
    {
        ["client_id"] = OAuthClient.All[client].Id,
        ["redirect_uri"] = Back.AbsoluteUri,
        ["response_type"] = "code",
        ["scope"] = scopes.Replace(' ', Server(vendor).Separator),
        ["state"] = "the state",
        ["audience"] = "api.atlassian.com",
        ["prompt"] = "consent",
        ["code_challenge"] = Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(Verifier))),
        ["code_challenge_method"] = "S256",
    }), UriKind.Relative);

    private async Task<Uri> DecideAsync(string vendor, string decision, string[] scopes, int client = 0, string asked = "a b offline_access")
    {
        using var form = new FormUrlEncodedContent([
            new("decision", decision),
            new("person", _company.Simulation.Company.People[0].Email),
            .. scopes.Select(scope => KeyValuePair.Create("scope", scope)),
        ]);
        using var answer = await _http.PostAsync(Authorize(vendor, asked, client), form, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.Found, answer.StatusCode);
        Assert.StartsWith(Back.AbsoluteUri, answer.Headers.Location!.AbsoluteUri, StringComparison.Ordinal);
        return answer.Headers.Location;
    }

    private async Task<string> ApproveAsync(string vendor, string scopes = "a b offline_access", int client = 0) =>
        QueryHelpers.ParseQuery((await DecideAsync(vendor, "approve", scopes.Split(' '), client, scopes)).Query)["code"]!;

    private Task<JsonElement> RedeemAsync(string vendor, string code, string verifier = Verifier, int client = 0) => TokenAsync(vendor, client,
        ("grant_type", "authorization_code"), ("code", code), ("redirect_uri", Back.AbsoluteUri), ("code_verifier", verifier));

    private Task<JsonElement> RenewAsync(string vendor, string token) => TokenAsync(vendor, 1, ("grant_type", "refresh_token"), ("refresh_token", token));

    private async Task<JsonElement> TokenAsync(string vendor, int client, params (string Name, string Value)[] values)
    {
        using var form = new FormUrlEncodedContent([
            new("client_id", OAuthClient.All[client].Id),
            new("client_secret", OAuthClient.All[client].Secret),
            .. values.Select(value => KeyValuePair.Create(value.Name, value.Value)),
        ]);
        using var answer = await _http.PostAsync(new Uri(vendor + Server(vendor).TokenPath, UriKind.Relative), form, TestContext.Current.CancellationToken);
        return JsonElement.Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }
}
