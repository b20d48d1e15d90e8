using System.Text.Json;
using Cto.Upstreams.Vendors;
using Cto.Upstreams.World;
using Microsoft.AspNetCore.Http;

namespace Cto.Upstreams.OAuth;

/// <summary>Slack's OAuth v2: scopes between commas, every answer with status 200 and <c>ok</c>, bot tokens that do not end unless the app has them rotate.</summary>
internal sealed class SlackOAuth : OAuthServer
{
    /// <summary>The id of the company's workspace.</summary>
    public const string Workspace = "T0ACME0001";

    /// <summary>The id of the application.</summary>
    public const string App = "A0ACMECTO01";

    public override string Prefix => "slack";

    public override string Title => "Slack";

    public override string AuthorizePath => "/oauth/v2/authorize";

    public override string TokenPath => "/api/oauth.v2.access";

    public override char Separator => ',';

    public override TimeSpan? TokenLife => null;

    protected override (string Access, string Refresh) Names => ("xoxb-", "xoxe-1-");

    public override string Account(Person person) => person.Slack;

    // The token that is to end is the one the request comes with.
    protected override void MapMore(VendorRoutes routes, OAuthStore store)
    {
        routes.Post("/api/auth.revoke", EndAsync);
        routes.Get("/api/auth.revoke", EndAsync);

        Task EndAsync(VendorCall call)
        {
            var revoked = call.Query("test") is not ("1" or "true") && store.Revoke(call.Who!.Token);
            return call.JsonAsync(json =>
            {
                json.WriteStartObject();
                json.WriteBoolean("ok", true);
                json.WriteBoolean("revoked", revoked);
                json.WriteEndObject();
            });
        }
    }

    protected override void Write(Utf8JsonWriter json, OAuthTokens tokens, OAuthApproval approval, DateTimeOffset now)
    {
        json.WriteStartObject();
        json.WriteBoolean("ok", true);
        json.WriteString("access_token", tokens.Access);
        json.WriteString("token_type", "bot");
        json.WriteString("scope", string.Join(',', approval.Scopes));
        json.WriteString("bot_user_id", "U0ACMEBOT01");
        json.WriteString("app_id", App);
        if (tokens.ExpiresAt is { } end)
        {
            json.WriteNumber("expires_in", (int)(end - now).TotalSeconds);
            json.WriteString("refresh_token", tokens.Refresh);
        }

        json.WriteStartObject("team");
        json.WriteString("name", Company.Name);
        json.WriteString("id", Workspace);
        json.WriteEndObject();
        json.WriteNull("enterprise");
        json.WriteStartObject("authed_user");
        json.WriteString("id", approval.Person.Slack);
        json.WriteEndObject();
        json.WriteBoolean("is_enterprise_install", false);
        json.WriteEndObject();
    }

    protected override Task RefuseAsync(VendorCall call, OAuthError error) => call.JsonAsync(json =>
    {
        json.WriteStartObject();
        json.WriteBoolean("ok", false);
        json.WriteString("error", error switch
        {
            { Error: "invalid_client" } => "bad_client_secret",
            { Refresh: true } => "invalid_refresh_token",
            { Error: "invalid_grant" } => "invalid_code",
            _ => "invalid_grant_type",
        });
        json.WriteEndObject();
    }, StatusCodes.Status200OK);
}
