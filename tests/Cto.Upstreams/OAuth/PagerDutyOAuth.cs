using System.Text.Json;
using Cto.Upstreams.Vendors;
using Cto.Upstreams.World;

namespace Cto.Upstreams.OAuth;

/// <summary>PagerDuty's identity service: ten days, refresh tokens that rotate.</summary>
internal sealed class PagerDutyOAuth : OAuthServer
{
    public override string Prefix => "pagerduty";

    public override string Title => "PagerDuty";

    public override string AuthorizePath => "/oauth/authorize";

    public override string TokenPath => "/oauth/token";

    public override TimeSpan? TokenLife => TimeSpan.FromDays(10);

    protected override (string Access, string Refresh) Names => ("pdus+_0XBPWQQ_", "pdus+_1XBPWQQ_");

    public override string? Objection(VendorCall call) => call.Query("response_type") is null ? "The response_type is missing." : null;

    public override string Account(Person person) => person.PagerDuty;

    protected override void MapMore(VendorRoutes routes, OAuthStore store) => routes.Post("/oauth/revoke", call => RevokeAsync(call, store)).Open();

    protected override void Write(Utf8JsonWriter json, OAuthTokens tokens, OAuthApproval approval, DateTimeOffset now)
    {
        json.WriteStartObject();
        json.WriteString("client_info", "prefix_legacy_app");
        json.WriteString("token_type", "bearer");
        json.WriteString("access_token", tokens.Access);
        json.WriteString("refresh_token", tokens.Refresh);
        json.WriteString("scope", string.Join(' ', approval.Scopes));
        json.WriteNumber("expires_in", (int)(tokens.ExpiresAt!.Value - now).TotalSeconds);
        json.WriteEndObject();
    }
}
