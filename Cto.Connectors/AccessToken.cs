using System.Security.Cryptography;
using System.Text;
using Cto.Domain.Sources;

namespace Cto.Connectors;

/// <summary>A token as a person pasted it or OAuth gave it.</summary>
internal static class AccessToken
{
    /// <exception cref="SourceException">It is missing or none.</exception>
    public static string Read(SourceCredentials? credentials, string field = OAuthCredential.Token)
    {
        var token = credentials?.Reveal(field)?.Trim();
        return string.IsNullOrEmpty(token) || token.Any(letter => !char.IsAscii(letter) || char.IsWhiteSpace(letter) || char.IsControl(letter))
            ? throw new SourceException(SourceFault.Unauthorized, "The token is missing or contains characters that no token has.")
            : token;
    }

    /// <summary>What shares one limit at a vendor: the token, without showing it.</summary>
    public static string LimitKey(string kind, Uri baseAddress, string token) => $"{kind}:{baseAddress.Authority}/{Identity(token)}";

    /// <summary>Tells a secret from others without showing it.</summary>
    public static string Identity(string secret) => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(secret)));
}
