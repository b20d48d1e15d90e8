using System.Text.Json;
using Cto.Upstreams.Vendors;
using Cto.Upstreams.World;

namespace Cto.Upstreams.OAuth;

/// <summary>A vendor's authorisation server (authorisation code grant with PKCE); derived classes say what the vendor does differently.</summary>
internal abstract class OAuthServer
{
    /// <summary>The vendor's prefix.</summary>
    public abstract string Prefix { get; }

    /// <summary>The vendor's name on its pages.</summary>
    public abstract string Title { get; }

    /// <summary>Where people are asked.</summary>
    public abstract string AuthorizePath { get; }

    public abstract string TokenPath { get; }

    /// <summary>What stands between scopes.</summary>
    public virtual char Separator => ' ';

    /// <summary>How long access tokens last; <see langword="null"/> = for ever.</summary>
    public abstract TimeSpan? TokenLife { get; }

    /// <summary>Whether a refresh token is good once, and the next comes with the answer.</summary>
    public virtual bool Rotates => true;

    /// <summary>What its tokens begin with.</summary>
    protected abstract (string Access, string Refresh) Names { get; }

    /// <summary>What is wrong with a request for authorisation beyond what every vendor checks; <see langword="null"/> = nothing.</summary>
    public virtual string? Objection(VendorCall call) => null;

    /// <summary>The person's name at the vendor.</summary>
    public abstract string Account(Person person);

    /// <summary>Further routes: revocation, who granted.</summary>
    protected abstract void MapMore(VendorRoutes routes, OAuthStore store);

    /// <summary>Writes the answer that brings tokens.</summary>
    protected abstract void Write(Utf8JsonWriter json, OAuthTokens tokens, OAuthApproval approval, DateTimeOffset now);

    /// <summary>Whether an approval brings a refresh token.</summary>
    protected virtual bool IsRefreshable(OAuthApproval approval) => Life(approval) is not null;

    protected virtual Task RefuseAsync(VendorCall call, OAuthError error) => SayAsync(call, error.Error is "invalid_client" ? 401 : 400, error.Error, error.Message);

    protected virtual Task GiveAsync(VendorCall call, OAuthTokens tokens, OAuthApproval approval) => call.JsonAsync(json => Write(json, tokens, approval, call.Now));

    public void Map(VendorRoutes routes, OAuthStore store)
    {
        var pages = new OAuthPages(this, store);
        routes.Get(AuthorizePath, pages.AskAsync).Open();
        routes.Post(AuthorizePath, pages.DecideAsync).Open();
        routes.Post(TokenPath, call => TokenAsync(call, store)).Open();
        MapMore(routes, store);
    }

    /// <summary>What an approval brings.</summary>
    public OAuthTokens Grant(OAuthApproval approval, OAuthStore store) => Issue(approval, store, IsRefreshable(approval) ? "" : null);

    /// <summary>Ends the token that the form field <paramref name="field"/> names (RFC 7009: unknown ones are no error).</summary>
    protected static async Task RevokeAsync(VendorCall call, OAuthStore store, string field = "token", bool authenticated = true)
    {
        var form = await OAuthForm.ReadAsync(call);
        try
        {
            _ = authenticated ? form.Client() : null;
        }
        catch (OAuthError e)
        {
            await SayAsync(call, 401, e.Error, e.Message);
            return;
        }

        store.Revoke(form[field]);
        await call.JsonAsync(static json =>
        {
            json.WriteStartObject();
            json.WriteEndObject();
        });
    }

    protected static Task SayAsync(VendorCall call, int status, string error, string description) => call.JsonAsync(json =>
    {
        json.WriteStartObject();
        json.WriteString("error", error);
        json.WriteString("error_description", description);
        json.WriteEndObject();
    }, status);

    protected TimeSpan? Life(OAuthApproval approval) => approval.Client.TokenLife ?? TokenLife;

    private async Task TokenAsync(VendorCall call, OAuthStore store)
    {
        try
        {
            var form = await OAuthForm.ReadAsync(call);
            var client = form.Client();
            // GitHub's and Slack's clients need not name the grant when they redeem a code.
            var (tokens, approval) = form["grant_type"] switch
            {
                "authorization_code" or null => Redeem(form, client, store),
                "refresh_token" => Renew(form, client, store),
                _ => throw new OAuthError("unsupported_grant_type", "The grant type is not supported."),
            };
            call.Http.Response.Headers.CacheControl = "no-store";
            await GiveAsync(call, tokens, approval);
        }
        catch (OAuthError e)
        {
            await RefuseAsync(call, e);
        }
    }

    private (OAuthTokens Tokens, OAuthApproval Approval) Redeem(OAuthForm form, OAuthClient client, OAuthStore store)
    {
        if (store.Take(form["code"] ?? "") is not { } code || code.Approval.Client != client)
        {
            throw new OAuthError("invalid_grant", "The code is incorrect or has expired.");
        }

        if (form["redirect_uri"] != code.RedirectUri)
        {
            throw new OAuthError("invalid_grant", "The redirect_uri is not the one of the authorisation.");
        }

        if (!code.IsProvedBy(form["code_verifier"]))
        {
            throw new OAuthError("invalid_grant", "The code_verifier does not fit the code_challenge.");
        }

        var tokens = Grant(code.Approval, store);
        store.Redeemed(form["code"]!, tokens);
        return (tokens, code.Approval);
    }

    private (OAuthTokens Tokens, OAuthApproval Approval) Renew(OAuthForm form, OAuthClient client, OAuthStore store)
    {
        var token = form["refresh_token"] ?? "";
        var approval = store.Refresh(token, Rotates);
        return approval is null || approval.Client != client
            ? throw new OAuthError("invalid_grant", "The refresh token is invalid, has been used or was revoked.", refresh: true)
            : (Issue(approval, store, Rotates ? "" : token), approval);
    }

    private OAuthTokens Issue(OAuthApproval approval, OAuthStore store, string? refresh) => store.Issue(approval, Life(approval), Account(approval.Person), Names, refresh);
}
