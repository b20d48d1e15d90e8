using System.Buffers;
using System.Security.Cryptography;
using System.Text;
using Cto.Domain.Sources;

namespace Cto.Connectors.Http;

/// <summary>Proves that a webhook comes from who shares its secret.</summary>
internal static class WebhookSignature
{
    /// <summary>Whether a text is the HMAC-SHA256 of the bytes in hexadecimal digits; compared in constant time.</summary>
    /// <param name="secret">Shared with the vendor; an empty one proves nothing.</param>
    /// <param name="signed">The bytes as they came.</param>
    /// <param name="hex">As the vendor sent it, without prefix; <see langword="null"/> is wrong.</param>
    public static bool IsHmacSha256(string? secret, ReadOnlySpan<byte> signed, ReadOnlySpan<char> hex)
    {
        Span<byte> given = stackalloc byte[HMACSHA256.HashSizeInBytes];
        return !string.IsNullOrEmpty(secret) && Convert.FromHexString(hex, given, out _, out var length) is OperationStatus.Done && length == given.Length &&
            CryptographicOperations.FixedTimeEquals(given, HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), signed));
    }

    /// <summary>A header of a delivery by its name in any case; <see langword="null"/> when it is missing.</summary>
    public static string? Header(this WebhookDelivery delivery, string name) =>
        delivery.Headers.TryGetValue(name, out var value) ? value : delivery.Headers.FirstOrDefault(header => header.Key.Equals(name, StringComparison.OrdinalIgnoreCase)).Value;
}
