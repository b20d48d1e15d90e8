using System.Net.Http.Headers;
using Cto.Domain.Sources;

namespace Cto.Connectors.Asana;

/// <summary>What opens one Asana account: a personal access token, or an OAuth token.</summary>
internal sealed class AsanaCredentials
{
    public const string TokenKind = "token";
    public const string Token = OAuthCredential.Token;

    /// <summary>One a webhook, one a line.</summary>
    public const string WebhookSecret = "webhookSecret";

    private AsanaCredentials(string token)
    {
        Header = new("Bearer", token);
        Identity = AccessToken.Identity(token);
    }

    public AuthenticationHeaderValue Header { get; }

    /// <summary>What shares one rate limit, without showing the token.</summary>
    public string Identity { get; }

    /// <exception cref="SourceException">The token is missing or none.</exception>
    public static AsanaCredentials Of(SourceCredentials? credentials) => new(AccessToken.Read(credentials));
}
