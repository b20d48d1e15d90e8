using System.Text.Json;
using Cto.Upstreams.Vendors;
using Cto.Upstreams.World;

namespace Cto.Upstreams.OAuth;

/// <summary>GitLab's applications: two hours, refresh tokens that rotate, revocation by RFC 7009.</summary>
internal sealed class GitLabOAuth : OAuthServer
{
    public override string Prefix => "gitlab";

    public override string Title => "GitLab";

    public override string AuthorizePath => "/oauth/authorize";

    public override string TokenPath => "/oauth/token";

    public override TimeSpan? TokenLife => TimeSpan.FromHours(2);

    protected override (string Access, string Refresh) Names => ("", "");

    public override string? Objection(VendorCall call) => call.Query("response_type") is null ? "Missing required parameter: response_type." : null;

    public override string Account(Person person) => person.GitLab;

    protected override void MapMore(VendorRoutes routes, OAuthStore store) => routes.Post("/oauth/revoke", call => RevokeAsync(call, store)).Open();

    protected override void Write(Utf8JsonWriter json, OAuthTokens tokens, OAuthApproval approval, DateTimeOffset now)
    {
        json.WriteStartObject();
        json.WriteString("access_token", tokens.Access);
        json.WriteString("token_type", "Bearer");
        json.WriteNumber("expires_in", (int)(tokens.ExpiresAt!.Value - now).TotalSeconds);
        json.WriteString("refresh_token", tokens.Refresh);
        json.WriteString("scope", string.Join(' ', approval.Scopes));
        json.WriteNumber("created_at", now.ToUnixTimeSeconds());
        json.WriteEndObject();
    }
}
