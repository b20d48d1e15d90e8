using System.Text;
using Cto.Domain.Sources;
using Microsoft.AspNetCore.WebUtilities;

namespace Cto.Connectors.Tests.OAuth;

public sealed class OAuthGrantsTests : IAsyncLifetime
{
    private OAuthVendor _vendor = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _vendor = await OAuthVendor.StartAsync(("GitHub:OAuth:ClientId", "operators"), ("GitHub:OAuth:ClientSecret", "operators-secret"));

    public ValueTask DisposeAsync() => _vendor.DisposeAsync();

    [Fact]
    public void A_person_is_sent_to_the_vendor_with_a_challenge_and_without_a_secret()
    {
        var address = _vendor.Grants.Authorization(_vendor.Account(oauth => oauth with { ScopeSeparator = ',', Parameters = new Dictionary<string, string> { ["audience"] = "api.test" } }), _vendor.Request);

        var query = Fields(address.Query);
        Assert.Equal($"{_vendor.Http.Address}authorize", address.GetLeftPart(UriPartial.Path));
        Assert.Equal(("code", "client-1", "https://cto.test/oauth/callback"), (query["response_type"], query["client_id"], query["redirect_uri"]));
        Assert.Equal(("read,write", "the-state", "api.test"), (query["scope"], query["state"], query["audience"]));
        Assert.Equal(("S256", OAuthVendor.Challenge(_vendor.Request.Verifier.Reveal())), (query["code_challenge_method"], query["code_challenge"]));
        Assert.DoesNotContain("secret", address.AbsoluteUri, StringComparison.Ordinal);
        Assert.DoesNotContain(_vendor.Request.Verifier.Reveal(), address.AbsoluteUri, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_code_is_redeemed_with_its_verifier_in_the_body()
    {
        var tokens = await _vendor.Grants.ExchangeAsync(_vendor.Account(), _vendor.Request, "the-code", Token);

        var request = Assert.Single(_vendor.Http.Requests);
        var form = Fields(request.Body);
        Assert.Equal(("POST", "/token"), (request.Method, request.Target));
        Assert.Equal(("authorization_code", "the-code", "client-1", "client-secret-1"), (form["grant_type"], form["code"], form["client_id"], form["client_secret"]));
        Assert.Equal((_vendor.Request.Verifier.Reveal(), "https://cto.test/oauth/callback"), (form["code_verifier"], form["redirect_uri"]));
        Assert.Equal(("at-1", "rt-1", "read write"), (tokens.Token.Reveal(), tokens.RefreshToken?.Reveal(), tokens.Scope));
        Assert.Equal((_vendor.Clock.Now.AddHours(1), _vendor.Clock.Now.AddMinutes(54)), (tokens.ExpiresAt, tokens.RenewAt));
    }

    [Theory]
    [InlineData("120", 60)]
    [InlineData("\"3600\"", 3240)]
    [InlineData("1200", 900)]
    [InlineData("864000", 777600)]
    public async Task A_token_is_renewed_ahead_of_its_end(string life, int after)
    {
        _vendor.Answer = $$"""{"access_token":"at","expires_in":{{life}}}""";

        Assert.Equal(_vendor.Clock.Now.AddSeconds(after), (await _vendor.RefreshAsync()).RenewAt);
    }

    [Fact]
    public async Task A_token_without_end_is_never_renewed()
    {
        _vendor.Answer = """{"access_token":"at","scope":"repo"}""";

        var tokens = await _vendor.RefreshAsync();

        Assert.Equal((null, null, null), (tokens.ExpiresAt, tokens.RenewAt, tokens.RefreshToken));
    }

    [Fact]
    public async Task The_client_can_name_itself_by_Basic_and_the_request_be_JSON()
    {
        await _vendor.Grants.RefreshAsync(_vendor.Account(oauth => oauth with { BasicClient = true, JsonRequest = true }), new("rt-0"), Token);

        var request = Assert.Single(_vendor.Http.Requests);
        Assert.Equal($"Basic {Convert.ToBase64String(Encoding.UTF8.GetBytes("client-1:client-secret-1"))}", request.Header("Authorization"));
        Assert.Equal("""{"grant_type":"refresh_token","refresh_token":"rt-0"}""", request.Body);
    }

    [Theory]
    [InlineData(400, """{"error":"invalid_grant","error_description":"The refresh token was revoked."}""", SourceFault.Unauthorized, "revoked")]
    [InlineData(403, """{"error":"invalid_grant","error_description":"Unknown or invalid refresh token."}""", SourceFault.Unauthorized, "Unknown or invalid")]
    [InlineData(200, """{"error":"bad_refresh_token","error_description":"The refresh token passed is incorrect or expired."}""", SourceFault.Unauthorized, "incorrect or expired")]
    [InlineData(200, """{"ok":false,"error":"invalid_refresh_token"}""", SourceFault.Unauthorized, "invalid_refresh_token")]
    [InlineData(401, """{"error":"invalid_client"}""", SourceFault.Unauthorized, "application")]
    [InlineData(200, """{"error":"redirect_uri_mismatch"}""", SourceFault.InvalidSettings, "redirect_uri_mismatch")]
    [InlineData(503, """{"error":"temporarily_unavailable"}""", SourceFault.Unavailable, "temporarily_unavailable")]
    [InlineData(200, """{"ok":false,"error":"ratelimited"}""", SourceFault.Throttled, "ratelimited")]
    [InlineData(500, "oops", SourceFault.Unavailable, "500")]
    [InlineData(200, "<html>", SourceFault.UnexpectedReply, "no token")]
    [InlineData(200, "{}", SourceFault.UnexpectedReply, "no token")]
    [InlineData(200, """{"ok":false}""", SourceFault.UnexpectedReply, "no reason")]
    [InlineData(302, "", SourceFault.UnexpectedReply, "302")]
    public async Task A_refusal_is_told_in_the_vendors_words_and_never_with_a_secret(int status, string answer, SourceFault expected, string words)
    {
        (_vendor.Status, _vendor.Answer) = (status, answer);

        var fault = await Assert.ThrowsAsync<SourceException>(_vendor.RefreshAsync);

        Assert.Equal(expected, fault.Fault);
        Assert.Contains(words, fault.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("rt-0", fault.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("client-secret", fault.ToString(), StringComparison.Ordinal);
        Assert.Single(_vendor.Http.Requests);
    }

    [Theory]
    [InlineData(400, """{"error":"invalid_grant","error_description":"The code has expired."}""")]
    [InlineData(200, """{"ok":false,"error":"invalid_code"}""")]
    public async Task A_code_that_is_refused_was_never_a_grant(int status, string answer)
    {
        (_vendor.Status, _vendor.Answer) = (status, answer);

        var fault = await Assert.ThrowsAsync<SourceException>(() => _vendor.Grants.ExchangeAsync(_vendor.Account(), _vendor.Request, "the-code", Token));
        var later = await Assert.ThrowsAsync<SourceException>(_vendor.RefreshAsync);

        Assert.Equal(SourceFault.Unauthorized, fault.Fault);
        Assert.Contains("does not grant access for the code", fault.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("revoked", fault.Remedy, StringComparison.Ordinal);
        Assert.Contains("does not grant access any more", later.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("the-code", fault.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void What_acting_needs_is_asked_for_where_it_is_wanted_alone()
    {
        using var services = Connectors.Start();
        var catalog = (IConnectorCatalog)services.GetService(typeof(IConnectorCatalog))!;
        var byClick = catalog.All.Where(connector => connector.Credentials.Any(kind => kind.OAuth is not null)).ToList();
        var choices = byClick.Where(connector => ActingGrant.Setting(connector) is not null).Select(connector => connector.Kind);

        // At GitHub reading private repositories and writing are one scope.
        Assert.Equal(["asana", "gitlab", "jira", "pagerduty", "slack"], choices.Order(StringComparer.Ordinal));
        Assert.All(byClick, connector =>
        {
            var needed = catalog.Find(connector.Kind)!.Actions!.Known.Select(action => action.Scopes).ToList();
            Assert.All(needed, scopes => Assert.Contains(scopes, scope => Asked(connector, "true").Contains(scope)));
            if (ActingGrant.Setting(connector) is not null)
            {
                Assert.All(needed, scopes => Assert.Empty(scopes.Intersect(Asked(connector, null))));
                Assert.All(needed, scopes => Assert.Empty(scopes.Except(Asked(connector, "true"))));
                Assert.Equal(Asked(connector, null), Asked(connector, "false"));
            }
        });
    }

    private HashSet<string> Asked(ConnectorDescriptor connector, string? act)
    {
        var settings = act is null ? SourceSettings.Empty : new(new Dictionary<string, string> { [ActingGrant.SettingName] = act });
        var oauth = connector.Credentials.Single(kind => kind.OAuth is not null).OAuth!;
        return [.. Fields(_vendor.Grants.Authorization(new(connector, oauth, settings, new("id", new("secret"))), _vendor.Request).Query)["scope"].Split(oauth.ScopeSeparator)];
    }

    [Theory]
    [InlineData(OAuthRevocation.Form, "POST", "token=at-0&client_id=client-1&client_secret=client-secret-1", null)]
    [InlineData(OAuthRevocation.Bearer, "POST", "", "Bearer at-0")]
    [InlineData(OAuthRevocation.Delete, "DELETE", "{\"access_token\":\"at-0\"}", "Basic Y2xpZW50LTE6Y2xpZW50LXNlY3JldC0x")]
    public async Task A_token_is_revoked_as_the_vendor_wants_it(OAuthRevocation way, string method, string body, string? authorization)
    {
        await _vendor.Grants.RevokeAsync(_vendor.Account(oauth => oauth with { Revocation = way }), new("at-0"), Token);

        var request = Assert.Single(_vendor.Http.Requests);
        Assert.Equal((method, "/apps/client-1/revoke", body, authorization), (request.Method, request.Target, request.Body, request.Header("Authorization")));
    }

    [Fact]
    public async Task The_token_call_is_guarded_like_every_other()
    {
        await using var guarded = await OAuthVendor.StartAsync(("AllowPrivateNetworks", "false"));

        Assert.Equal(SourceFault.InvalidSettings, (await Assert.ThrowsAsync<SourceException>(guarded.RefreshAsync)).Fault);
        Assert.Empty(guarded.Http.Requests);
    }

    [Fact]
    public void The_operator_registers_an_application_for_everybody()
    {
        Assert.Equal(("operators", "operators-secret"), (_vendor.Grants.Client("github")!.Id, _vendor.Grants.Client("github")!.Secret.Reveal()));
        Assert.Null(_vendor.Grants.Client("jira"));
    }

    /// <summary>What every connector says of its OAuth must lead somewhere.</summary>
    [Fact]
    public void Every_connectors_addresses_can_be_made_of_its_settings()
    {
        using var services = Connectors.Start();
        var grants = (IOAuthGrants)services.GetService(typeof(IOAuthGrants))!;
        var connectors = ((IConnectorCatalog)services.GetService(typeof(IConnectorCatalog))!).All;

        Assert.All(connectors, connector => Assert.All(connector.Credentials.Where(kind => kind.Kind == OAuthCredential.Kind || kind.OAuth is not null), kind =>
        {
            Assert.Equal(OAuthCredential.Kind, kind.Kind);
            var address = grants.Authorization(new(connector, kind.OAuth!, SourceSettings.Empty, new("id", new("secret"))), _vendor.Request);
            Assert.Equal("https", address.Scheme);
            Assert.DoesNotContain("{", kind.OAuth!.Parameters.Aggregate(address.AbsolutePath, (all, one) => all + one.Value), StringComparison.Ordinal);
            Assert.DoesNotContain(kind.Fields, field => field.Name is OAuthCredential.Token or OAuthCredential.RefreshToken);
        }));
        Assert.Contains(connectors, connector => connector.Kind == "github" && connector.Credentials[0].OAuth is not null);
    }

    private static Dictionary<string, string> Fields(string form) => QueryHelpers.ParseQuery(form).ToDictionary(field => field.Key, field => field.Value.ToString());
}
