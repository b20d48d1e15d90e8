using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Cto.Upstreams.Vendors;

namespace Cto.Upstreams.GoogleCloud;

/// <summary>The service account's key: made when the process starts, so that none stands in the source.</summary>
internal sealed class DemoKey
{
    public const string Email = "cto-assistant@acme-billing.iam.gserviceaccount.com";
    public const string Project = "acme-billing";

    private static readonly TimeSpan Longest = TimeSpan.FromHours(1);
    private static readonly TimeSpan Tolerance = TimeSpan.FromMinutes(10);

    private readonly Lazy<RSA> _key = new(() => RSA.Create(2048));

    /// <summary>As Google Cloud offers it for download.</summary>
    public string File => JsonSerializer.Serialize(new
    {
        type = "service_account",
        project_id = Project,
        private_key_id = "acme-demo",
        private_key = _key.Value.ExportPkcs8PrivateKeyPem(),
        client_email = Email,
        token_uri = "https://oauth2.googleapis.com/token",
    });

    /// <summary>Proves an assertion (RFC 7523): signed by this key, for this address, of now.</summary>
    /// <exception cref="Refusal">It is none of this account.</exception>
    public void Prove(string assertion, string audience, DateTimeOffset now)
    {
        if (assertion.Split('.') is not [var header, var claims, var signature] || !Base64Url.IsValid(signature) || !Base64Url.IsValid(claims) || !Base64Url.IsValid(header) ||
            !_key.Value.VerifyData(Encoding.ASCII.GetBytes($"{header}.{claims}"), Base64Url.DecodeFromChars(signature), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1))
        {
            throw Invalid("Invalid JWT Signature.");
        }

        var said = JsonElement.Parse(Base64Url.DecodeFromChars(claims));
        var (from, until) = (DateTimeOffset.FromUnixTimeSeconds(said.GetProperty("iat").GetInt64()), DateTimeOffset.FromUnixTimeSeconds(said.GetProperty("exp").GetInt64()));
        if (said.GetProperty("iss").GetString() != Email || said.GetProperty("aud").GetString() != audience || until - from > Longest || from > now + Tolerance || until < now - Tolerance)
        {
            throw Invalid("Invalid JWT: Token must be a short-lived token (60 minutes) and in a reasonable timeframe. Check your iat and exp values, and your aud.");
        }

        if (said.GetProperty("scope").GetString()?.StartsWith("https://www.googleapis.com/auth/", StringComparison.Ordinal) != true)
        {
            throw new Refusal(400, "Invalid OAuth scope or ID token audience provided.") { Parameter = "invalid_scope" };
        }
    }

    private static Refusal Invalid(string message) => new(400, message) { Parameter = "invalid_grant" };
}
