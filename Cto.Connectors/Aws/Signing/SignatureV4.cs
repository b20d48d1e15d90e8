using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Cto.Connectors.Aws.Signing;

/// <summary>AWS' Signature Version 4: proves who sends a request, and that nobody changed it on the way.</summary>
internal static class SignatureV4
{
    private const string Algorithm = "AWS4-HMAC-SHA256";

    // What proxies change or HttpClient adds on its own is not signed.
    private static readonly HashSet<string> Unsigned = new(StringComparer.OrdinalIgnoreCase) { "Authorization", "User-Agent", "traceparent", "tracestate", "Content-Length" };

    /// <summary>Puts date, session token and signature on a request whose body is at hand.</summary>
    public static void Sign(HttpRequestMessage request, ReadOnlySpan<byte> body, AwsKey key, AwsScope scope, DateTimeOffset now)
    {
        var time = now.UtcDateTime.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);
        Set(request, "X-Amz-Date", time);
        if (key.SessionToken is { } session)
        {
            Set(request, "X-Amz-Security-Token", session.Reveal());
        }

        var headers = Headers(request);
        var names = string.Join(';', headers.Select(header => header.Name));
        var canonical = string.Join('\n',
            request.Method.Method,
            Path(request.RequestUri!),
            Query(request.RequestUri!),
            string.Concat(headers.Select(header => $"{header.Name}:{header.Value}\n")),
            names,
            Hex(SHA256.HashData(body)));
        var credential = $"{time[..8]}/{scope.Region}/{scope.Service}/aws4_request";
        var text = string.Join('\n', Algorithm, time, credential, Hex(SHA256.HashData(Encoding.UTF8.GetBytes(canonical))));
        Set(request, "Authorization", $"{Algorithm} Credential={key.Id}/{credential}, SignedHeaders={names}, Signature={Hex(Mac(SigningKey(key, time[..8], scope), text))}");
    }

    private static byte[] SigningKey(AwsKey key, string day, AwsScope scope)
    {
        var dated = Mac(Encoding.UTF8.GetBytes("AWS4" + key.SecretKey.Reveal()), day);
        return Mac(Mac(Mac(dated, scope.Region), scope.Service), "aws4_request");
    }

    private static (string Name, string Value)[] Headers(HttpRequestMessage request)
    {
        var sent = request.Headers.NonValidated.Concat(request.Content?.Headers.NonValidated ?? default)
            .Where(header => !Unsigned.Contains(header.Key) && !header.Key.Equals("Host", StringComparison.OrdinalIgnoreCase))
            .Select(header => (Name: header.Key.ToLowerInvariant(), Value: string.Join(',', header.Value.Select(OneSpaced))));
        return [.. sent.Append(("host", request.RequestUri!.Authority)).OrderBy(header => header.Item1, StringComparer.Ordinal)];
    }

    private static string OneSpaced(string value) => string.Join(' ', value.Split(' ', StringSplitOptions.RemoveEmptyEntries));

    // Encoded once in the address and once more here, as every service but S3 demands.
    private static string Path(Uri address) => string.Join('/', address.AbsolutePath.Split('/').Select(Uri.EscapeDataString));

    private static string Query(Uri address) => string.Join('&', address.Query.TrimStart('?')
        .Split('&', StringSplitOptions.RemoveEmptyEntries)
        .Select(pair => pair.Split('=', 2))
        .Select(pair => (Name: Encoded(pair[0]), Value: Encoded(pair.ElementAtOrDefault(1) ?? "")))
        .OrderBy(pair => pair.Name, StringComparer.Ordinal).ThenBy(pair => pair.Value, StringComparer.Ordinal)
        .Select(pair => $"{pair.Name}={pair.Value}"));

    private static string Encoded(string part) => Uri.EscapeDataString(Uri.UnescapeDataString(part));

    private static byte[] Mac(byte[] key, string text) => HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(text));

    private static string Hex(byte[] bytes) => Convert.ToHexStringLower(bytes);

    private static void Set(HttpRequestMessage request, string name, string value)
    {
        request.Headers.Remove(name);
        request.Headers.TryAddWithoutValidation(name, value);
    }
}
