using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
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
        Identity = Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(token)));
    }

    public AuthenticationHeaderValue Header { get; }

    /// <summary>What shares one rate limit, without showing the token.</summary>
    public string Identity { get; }

    /// <exception cref="SourceException">The token is missing or none.</exception>
    public static AsanaCredentials Of(SourceCredentials? credentials) =>
        new(credentials?.Reveal(Token)?.Trim() is { Length: > 0 } token && token.All(char.IsAscii) && !token.Any(char.IsWhiteSpace)
            ? token
            : throw new SourceException(SourceFault.Unauthorized, "The token is missing or contains characters that no token has."));
}
