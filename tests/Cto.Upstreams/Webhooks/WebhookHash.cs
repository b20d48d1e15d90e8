using System.Security.Cryptography;
using System.Text;

namespace Cto.Upstreams.Webhooks;

/// <summary>What vendors sign their deliveries with.</summary>
internal static class WebhookHash
{
    /// <summary>The HMAC-SHA256 of a body in lower-case hexadecimal digits.</summary>
    public static string HexSha256(string secret, ReadOnlySpan<byte> body) => Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), body));
}
