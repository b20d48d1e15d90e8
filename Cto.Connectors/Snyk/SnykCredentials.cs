using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using Cto.Domain.Sources;

namespace Cto.Connectors.Snyk;

/// <summary>The token of a person or a service account.</summary>
internal sealed class SnykCredentials
{
    public const string TokenKind = "token";
    public const string Token = "token";
    public const string WebhookSecret = "webhookSecret";

    /// <exception cref="SourceException">The token is missing or none.</exception>
    public SnykCredentials(SourceCredentials? credentials)
    {
        var token = credentials?.Reveal(Token)?.Trim();
        if (string.IsNullOrEmpty(token) || !token.All(char.IsAscii) || token.Any(char.IsWhiteSpace))
        {
            throw new SourceException(SourceFault.Unauthorized, "The token is missing or contains characters that no token has.");
        }

        Header = new("token", token);
        Identity = Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(token)));
    }

    public AuthenticationHeaderValue Header { get; }

    /// <summary>What shares one limit, without showing a secret.</summary>
    public string Identity { get; }
}
