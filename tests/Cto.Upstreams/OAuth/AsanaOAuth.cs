using System.Text.Json;
using Cto.Upstreams.Vendors;
using Cto.Upstreams.World;

namespace Cto.Upstreams.OAuth;

/// <summary>Asana's apps: an hour, a refresh token that stays the same, and the person in the answer.</summary>
internal sealed class AsanaOAuth : OAuthServer
{
    public override string Prefix => "asana";

    public override string Title => "Asana";

    public override string AuthorizePath => "/-/oauth_authorize";

    public override string TokenPath => "/-/oauth_token";

    public override TimeSpan? TokenLife => TimeSpan.FromHours(1);

    public override bool Rotates => false;

    protected override (string Access, string Refresh) Names => ("2/", "2/r/");

    public override string? Objection(VendorCall call) => call.Query("response_type") is null ? "The `response_type` parameter is missing." : null;

    public override string Account(Person person) => person.Asana;

    protected override void MapMore(VendorRoutes routes, OAuthStore store) => routes.Post("/-/oauth_revoke", call => RevokeAsync(call, store)).Open();

    protected override void Write(Utf8JsonWriter json, OAuthTokens tokens, OAuthApproval approval, DateTimeOffset now)
    {
        json.WriteStartObject();
        json.WriteString("access_token", tokens.Access);
        json.WriteString("token_type", "bearer");
        json.WriteNumber("expires_in", (int)(tokens.ExpiresAt!.Value - now).TotalSeconds);
        json.WriteString("refresh_token", tokens.Refresh);
        json.WriteStartObject("data");
        json.WriteString("id", approval.Person.Asana);
        json.WriteString("gid", approval.Person.Asana);
        json.WriteString("name", approval.Person.Name);
        json.WriteString("email", approval.Person.Email);
        json.WriteEndObject();
        json.WriteEndObject();
    }
}
