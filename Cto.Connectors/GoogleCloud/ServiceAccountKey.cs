using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Cto.Domain.Sources;

namespace Cto.Connectors.GoogleCloud;

/// <summary>The key file of a service account, with which it vouches for itself (RFC 7523).</summary>
internal sealed class ServiceAccountKey
{
    public const string Kind = "serviceAccount";
    public const string Field = "keyFile";

    private const string Scope = "https://www.googleapis.com/auth/bigquery.readonly";

    private readonly string _pem;
    private readonly string _keyId;

    private ServiceAccountKey(string email, string project, string keyId, string pem) => (Email, Project, _keyId, _pem) = (email, project, keyId, pem);

    public string Email { get; }

    /// <summary>The project that it belongs to.</summary>
    public string Project { get; }

    /// <summary>Tells keys apart without showing a secret.</summary>
    public string Identity => AccessToken.Identity(_pem);

    /// <exception cref="SourceException">It is no key file of a service account.</exception>
    public static ServiceAccountKey Of(SourceCredentials? credentials)
    {
        try
        {
            var file = JsonSerializer.Deserialize(credentials?.Reveal(Field) ?? "null", ServiceAccountJson.Default.ServiceAccountFile);
            if (file is { Type: "service_account", ClientEmail: { Length: > 0 } email, ProjectId: { Length: > 0 } project, PrivateKey: { Length: > 0 } pem })
            {
                using var key = RSA.Create();
                key.ImportFromPem(pem);
                return new(email, project, file.PrivateKeyId ?? "", pem);
            }
        }
        catch (Exception e) when (e is JsonException or ArgumentException or CryptographicException)
        {
            // What is wrong with it would quote it.
        }

        throw new SourceException(SourceFault.Unauthorized, "This is no key file of a service account.")
        {
            Remedy = "Give the whole JSON file that Google Cloud offers under IAM → Service accounts → Keys → Add key.",
        };
    }

    /// <summary>A signed claim to be this account, good for an hour.</summary>
    public string Assertion(Uri audience, DateTimeOffset now)
    {
        var header = JsonSerializer.SerializeToUtf8Bytes(new("RS256", "JWT", _keyId), ServiceAccountJson.Default.JwtHeader);
        var claims = JsonSerializer.SerializeToUtf8Bytes(
            new(Email, Scope, audience.AbsoluteUri, now.ToUnixTimeSeconds(), now.AddHours(1).ToUnixTimeSeconds()), ServiceAccountJson.Default.JwtClaims);
        var text = $"{Base64Url.EncodeToString(header)}.{Base64Url.EncodeToString(claims)}";
        using var key = RSA.Create();
        key.ImportFromPem(_pem);
        return $"{text}.{Base64Url.EncodeToString(key.SignData(Encoding.ASCII.GetBytes(text), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1))}";
    }
}

internal sealed record ServiceAccountFile(string? Type, string? ProjectId, string? PrivateKeyId, string? PrivateKey, string? ClientEmail);

internal sealed record JwtHeader(string Alg, string Typ, string Kid);

internal sealed record JwtClaims(string Iss, string Scope, string Aud, long Iat, long Exp);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(ServiceAccountFile))]
[JsonSerializable(typeof(JwtHeader))]
[JsonSerializable(typeof(JwtClaims))]
internal sealed partial class ServiceAccountJson : JsonSerializerContext;
