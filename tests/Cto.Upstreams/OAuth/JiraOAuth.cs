using System.Text.Json;
using Cto.Upstreams.Vendors;
using Cto.Upstreams.World;

namespace Cto.Upstreams.OAuth;

/// <summary>Atlassian's three-legged OAuth: audience and prompt are demanded, a refresh token comes with <c>offline_access</c> alone, nothing can be revoked.</summary>
internal sealed class JiraOAuth : OAuthServer
{
    /// <summary>The id of the company's site: its API then is below <c>/ex/jira/{id}</c>.</summary>
    public const string CloudId = "7a9c1f04-52de-4c1b-9b7e-0d3b6f8a2c11";

    public override string Prefix => "jira";

    public override string Title => "Atlassian";

    public override string AuthorizePath => "/authorize";

    public override string TokenPath => "/oauth/token";

    public override TimeSpan? TokenLife => TimeSpan.FromHours(1);

    protected override (string Access, string Refresh) Names => ("eyJhbGciOiJub25lIn0.", "eyJraWQiOiJkZW1vIn0.");

    public override string? Objection(VendorCall call) =>
        call.Query("audience") is not "api.atlassian.com" ? "The audience must be api.atlassian.com."
        : call.Query("prompt") is not "consent" ? "The prompt must be consent."
        : call.Query("state") is null ? "The state is missing."
        : null;

    public override string Account(Person person) => person.Email;

    protected override bool IsRefreshable(OAuthApproval approval) => approval.Scopes.Contains("offline_access");

    protected override void MapMore(VendorRoutes routes, OAuthStore store) => routes.Get("/oauth/token/accessible-resources", call => call.JsonAsync(json =>
    {
        json.WriteStartArray();
        json.WriteStartObject();
        json.WriteString("id", CloudId);
        json.WriteString("name", Company.Login);
        json.WriteString("url", call.Root);
        json.WriteStartArray("scopes");
        foreach (var scope in call.Who!.Scopes.Where(scope => scope != "offline_access"))
        {
            json.WriteStringValue(scope);
        }

        json.WriteEndArray();
        json.WriteString("avatarUrl", $"{call.Root}/avatar.png");
        json.WriteEndObject();
        json.WriteEndArray();
    }));

    protected override void Write(Utf8JsonWriter json, OAuthTokens tokens, OAuthApproval approval, DateTimeOffset now)
    {
        json.WriteStartObject();
        json.WriteString("access_token", tokens.Access);
        json.WriteNumber("expires_in", (int)(tokens.ExpiresAt!.Value - now).TotalSeconds);
        json.WriteString("token_type", "Bearer");
        if (tokens.Refresh is { } refresh)
        {
            json.WriteString("refresh_token", refresh);
        }

        json.WriteString("scope", string.Join(' ', approval.Scopes));
        json.WriteEndObject();
    }

    protected override Task RefuseAsync(VendorCall call, OAuthError error) =>
        SayAsync(call, error.Error is "invalid_client" ? 401 : 403, error.Error, error.Refresh ? "Unknown or invalid refresh token." : error.Message);
}
