using System.Text.Json;
using Cto.Upstreams.Vendors;
using Cto.Upstreams.World;
using Microsoft.AspNetCore.Http;

namespace Cto.Upstreams.OAuth;

/// <summary>GitHub's OAuth apps: tokens without end, errors with status 200, and an answer as a form unless JSON is asked for.</summary>
internal sealed class GitHubOAuth : OAuthServer
{
    public override string Prefix => "github";

    public override string Title => "GitHub";

    public override string AuthorizePath => "/login/oauth/authorize";

    public override string TokenPath => "/login/oauth/access_token";

    public override TimeSpan? TokenLife => null;

    protected override (string Access, string Refresh) Names => ("gho_", "ghr_");

    public override string Account(Person person) => person.GitHub;

    // DELETE /applications/{client_id}/token, the client by HTTP Basic, the token in JSON.
    protected override void MapMore(VendorRoutes routes, OAuthStore store)
    {
        routes.Delete("/applications/{client_id}/token", EndAsync).Open();
        routes.Delete("/applications/{client_id}/grant", EndAsync).Open();

        async Task EndAsync(VendorCall call)
        {
            var form = await OAuthForm.ReadAsync(call);
            if (OAuthClient.All.All(client => client.Id != call.Route("client_id") || client.Id != form["client_id"] || client.Secret != form["client_secret"]))
            {
                throw Refusal.Unauthorized();
            }

            if (!store.Revoke(form["access_token"]))
            {
                throw Refusal.NotFound();
            }

            call.Nothing();
        }
    }

    protected override void Write(Utf8JsonWriter json, OAuthTokens tokens, OAuthApproval approval, DateTimeOffset now)
    {
        json.WriteStartObject();
        json.WriteString("access_token", tokens.Access);
        if (tokens.ExpiresAt is { } end)
        {
            json.WriteNumber("expires_in", (int)(end - now).TotalSeconds);
            json.WriteString("refresh_token", tokens.Refresh);
            json.WriteNumber("refresh_token_expires_in", 15_897_600);
        }

        json.WriteString("scope", string.Join(',', approval.Scopes));
        json.WriteString("token_type", "bearer");
        json.WriteEndObject();
    }

    protected override Task GiveAsync(VendorCall call, OAuthTokens tokens, OAuthApproval approval) => WantsJson(call)
        ? base.GiveAsync(call, tokens, approval)
        : FormAsync(call, ("access_token", tokens.Access), ("scope", string.Join(',', approval.Scopes)), ("token_type", "bearer"));

    protected override Task RefuseAsync(VendorCall call, OAuthError error)
    {
        var (name, words) = error switch
        {
            { Error: "invalid_client" } => ("incorrect_client_credentials", "The client_id and/or client_secret passed are incorrect."),
            { Refresh: true } => ("bad_refresh_token", "The refresh token passed is incorrect or expired."),
            { Error: "invalid_grant" } => ("bad_verification_code", "The code passed is incorrect or expired."),
            _ => (error.Error, error.Message),
        };
        return WantsJson(call) ? SayAsync(call, StatusCodes.Status200OK, name, words) : FormAsync(call, ("error", name), ("error_description", words));
    }

    private static bool WantsJson(VendorCall call) => call.Header("Accept")?.Contains("json", StringComparison.OrdinalIgnoreCase) == true;

    private static async Task FormAsync(VendorCall call, params (string Name, string Value)[] values)
    {
        using var form = new FormUrlEncodedContent(values.Select(value => KeyValuePair.Create(value.Name, value.Value)));
        await call.SendAsync(await form.ReadAsByteArrayAsync(), "application/x-www-form-urlencoded; charset=utf-8");
    }
}
