using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Cto.Web.Security.Tokens;

/// <summary>Secrets of 256 random bits, and the hashes under which they are found again.</summary>
internal static class TokenText
{
    /// <summary>What API tokens begin with, so that people and secret scanners know them.</summary>
    public const string Prefix = "cto_";

    private const int Bytes = 32;
    private const int MaxLength = 200;

    /// <summary>A new API token.</summary>
    public static string NewToken() => Prefix + NewSecret();

    /// <summary>A new secret that can stand in an address.</summary>
    public static string NewSecret() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(Bytes));

    /// <summary>The hash by which a secret is stored; a random secret needs no salt and no slowness.</summary>
    public static byte[] Hash(string secret) => SHA256.HashData(Encoding.UTF8.GetBytes(secret));

    /// <summary>What of a token may be shown in a list.</summary>
    public static string Hint(string token) => token.Length > 16 ? $"{token[..8]}…{token[^4..]}" : $"{token[..Math.Min(4, token.Length)]}…";

    /// <summary>Whether it is worth looking a text up.</summary>
    public static bool IsPlausible(string text) => text.Length is > 0 and <= MaxLength;
}
