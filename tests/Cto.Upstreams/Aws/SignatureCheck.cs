using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Cto.Upstreams.Vendors;

namespace Cto.Upstreams.Aws;

/// <summary>Proves the Signature V4 of a request as AWS does: from what arrived, for one service, within five minutes.</summary>
internal static partial class SignatureCheck
{
    private const int Minutes = 5;

    /// <summary>The id of the key that a request claims to be signed with; <see langword="null"/> when it claims none.</summary>
    public static string? KeyId(VendorCall call) => Claim(call)?.Groups["key"].Value;

    /// <exception cref="Refusal">The signature is not that of the secret over this request, or not of this time.</exception>
    public static void Prove(VendorCall call, string secret, string service, ReadOnlySpan<byte> body)
    {
        var claim = Claim(call)!;
        var (day, region, named) = (claim.Groups["day"].Value, claim.Groups["region"].Value, claim.Groups["service"].Value);
        if (named != service)
        {
            throw AwsRefusals.Of(403, "SignatureDoesNotMatch", $"Credential should be scoped to correct service: '{service}'.");
        }

        var names = claim.Groups["headers"].Value.Split(';');
        if (!names.Contains("host") || !names.Contains("x-amz-date") || !names.Order(StringComparer.Ordinal).SequenceEqual(names) || (call.Header("X-Amz-Target") is not null && !names.Contains("x-amz-target")))
        {
            throw AwsRefusals.Of(403, "SignatureDoesNotMatch", "'Host' or ':authority' and 'x-amz-date' must be 'SignedHeader's in the AWS Authorization, in order.");
        }

        var time = call.Header("X-Amz-Date") ?? "";
        var request = call.Http.Request;
        var canonical = string.Join('\n',
            request.Method,
            string.Join('/', request.Path.ToUriComponent().Split('/').Select(Uri.EscapeDataString)),
            string.Join('&', request.Query.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => $"{Uri.EscapeDataString(pair.Key)}={Uri.EscapeDataString(pair.Value.ToString())}")),
            string.Concat(names.Select(name => $"{name}:{Value(call, name)}\n")),
            claim.Groups["headers"].Value,
            Convert.ToHexStringLower(SHA256.HashData(body)));
        var text = $"AWS4-HMAC-SHA256\n{time}\n{day}/{region}/{service}/aws4_request\n{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(canonical)))}";
        var key = new[] { day, region, service, "aws4_request" }.Aggregate(Encoding.UTF8.GetBytes("AWS4" + secret), static (key, part) => HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(part)));
        var expected = Convert.ToHexStringLower(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(text)));
        if (!CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(expected), Encoding.ASCII.GetBytes(claim.Groups["signature"].Value)))
        {
            throw AwsRefusals.Of(403, "SignatureDoesNotMatch", "The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method.");
        }

        InTime(call, time, day);
    }

    private static void InTime(VendorCall call, string time, string day)
    {
        var ours = call.Now + call.Skew;
        if (!time.StartsWith(day, StringComparison.Ordinal) ||
            !DateTimeOffset.TryParseExact(time, "yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var theirs))
        {
            throw AwsRefusals.Of(400, "IncompleteSignature", "Date must be in ISO-8601 'basic format'.");
        }

        if ((ours - theirs).Duration() > TimeSpan.FromMinutes(Minutes))
        {
            var what = theirs < ours ? "Signature expired" : "Signature not yet current";
            throw AwsRefusals.Of(403, "SignatureDoesNotMatch", $"{what}: {time} is now {(theirs < ours ? "earlier" : "later")} than {ours:yyyyMMdd'T'HHmmss'Z'} ({Minutes} min.)");
        }
    }

    private static string Value(VendorCall call, string name) => name switch
    {
        "host" => call.Http.Request.Host.ToString(),
        _ => string.Join(' ', (call.Header(name) ?? throw AwsRefusals.Of(403, "SignatureDoesNotMatch", $"The header {name} is signed and was not sent.")).Split(' ', StringSplitOptions.RemoveEmptyEntries)),
    };

    private static Match? Claim(VendorCall call) => Authorization().Match(call.Header("Authorization") ?? "") is { Success: true } match ? match : null;

    [GeneratedRegex("^AWS4-HMAC-SHA256 Credential=(?<key>[A-Z0-9]+)/(?<day>[0-9]{8})/(?<region>[a-z0-9-]+)/(?<service>[a-z-]+)/aws4_request, ?SignedHeaders=(?<headers>[a-z0-9;-]+), ?Signature=(?<signature>[0-9a-f]{64})$")]
    private static partial Regex Authorization();
}
