using System.Security.Cryptography;
using System.Text;
using Cto.Connectors.Http;
using Cto.Domain.Sources;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Configuration;

namespace Cto.Connectors.OAuth;

/// <summary>The authorisation code grant with PKCE, as each vendor's <see cref="OAuthDescriptor"/> wants it.</summary>
internal sealed class OAuthGrants(SourceHttpFactory http, AddressGuard guard, IConfiguration configuration, TimeProvider clock) : IOAuthGrants
{
    public OAuthClient? Client(string connector) =>
        configuration.GetSection($"{SourceHttpOptions.Section}:{connector}:OAuth") is var section && section["ClientId"] is { Length: > 0 } id && section["ClientSecret"] is { Length: > 0 } secret
            ? new(id, new Secret(secret))
            : null;

    public Uri Authorization(OAuthAccount account, OAuthRequest request)
    {
        var oauth = account.OAuth;
        var query = new Dictionary<string, string?>(oauth.Parameters.Select(parameter => KeyValuePair.Create(parameter.Key, (string?)parameter.Value)))
        {
            ["response_type"] = "code",
            ["client_id"] = account.Client.Id,
            ["redirect_uri"] = request.Redirect.AbsoluteUri,
            ["scope"] = string.Join(oauth.ScopeSeparator, ActingGrant.Scopes(oauth, account.Settings)),
            ["state"] = request.State.Reveal(),
        };
        if (oauth.Pkce)
        {
            query["code_challenge"] = WebEncoders.Base64UrlEncode(SHA256.HashData(Encoding.ASCII.GetBytes(request.Verifier.Reveal())));
            query["code_challenge_method"] = "S256";
        }

        return new(QueryHelpers.AddQueryString(Address(account, oauth.AuthorizeUrl).AbsoluteUri, query));
    }

    public Task<OAuthTokens> ExchangeAsync(OAuthAccount account, OAuthRequest request, string code, CancellationToken cancellationToken) => AskAsync(
        account,
        [
            new("grant_type", "authorization_code"), new("code", code), new("redirect_uri", request.Redirect.AbsoluteUri),
            .. account.OAuth.Pkce ? [new("code_verifier", request.Verifier.Reveal())] : Array.Empty<KeyValuePair<string, string>>(),
        ],
        isFirst: true,
        cancellationToken);

    public Task<OAuthTokens> RefreshAsync(OAuthAccount account, Secret refreshToken, CancellationToken cancellationToken) =>
        AskAsync(account, [new("grant_type", "refresh_token"), new("refresh_token", refreshToken.Reveal())], isFirst: false, cancellationToken);

    public async Task RevokeAsync(OAuthAccount account, Secret token, CancellationToken cancellationToken)
    {
        if (account.OAuth.RevokeUrl is { } template)
        {
            var address = Address(account, template);
            var method = account.OAuth.Revocation is OAuthRevocation.Delete ? HttpMethod.Delete : HttpMethod.Post;
            var call = new SourceCall(method, "revoke", () => OAuthMessages.Revocation(account, address, token));
            await http.Open(address, new OAuthDialect(account, isFirst: false)).SendAsync(call, AnswerReaders.Raw, cancellationToken);
        }
    }

    private async Task<OAuthTokens> AskAsync(OAuthAccount account, IReadOnlyList<KeyValuePair<string, string>> grant, bool isFirst, CancellationToken cancellationToken)
    {
        var address = Address(account, account.OAuth.TokenUrl);
        var call = new SourceCall(HttpMethod.Post, "token", () => OAuthMessages.Token(account, address, grant));
        var answer = await http.Open(address, new OAuthDialect(account, isFirst)).SendAsync(call, AnswerReaders.Raw, cancellationToken);
        return OAuthAnswer.Read(answer.Content, account.Connector.Title, isFirst, clock.GetUtcNow());
    }

    /// <summary>Settings in the place of their names; guarded like every address that a user typed.</summary>
    private Uri Address(OAuthAccount account, string template)
    {
        var text = account.Connector.Settings.Aggregate(
            template.Replace("{clientId}", Uri.EscapeDataString(account.Client.Id), StringComparison.Ordinal),
            (address, setting) => address.Replace($"{{{setting.Name}}}", (account.Settings.Text(setting.Name) ?? setting.Default ?? "").TrimEnd('/'), StringComparison.Ordinal));

        // The guard ends base addresses with a slash, which is another address here.
        return new(guard.Parse(text).AbsoluteUri.TrimEnd('/'));
    }
}
