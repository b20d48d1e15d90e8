using System.Security.Cryptography;
using System.Text;
using Cto.Domain.Sources;

namespace Cto.Connectors.Tests;

/// <summary>Connections and deliveries of vendors, built from what the case is about.</summary>
internal static class VendorSource
{
    /// <summary>A connection with an address and some secrets.</summary>
    public static SourceConnection Of(string kind, string baseUrl, string credentialKind, params (string Name, string Value)[] secrets) => new()
    {
        TenantId = Guid.NewGuid(),
        SourceId = Guid.NewGuid(),
        Connector = kind,
        Name = kind,
        Settings = new(new Dictionary<string, string> { ["baseUrl"] = baseUrl }),
        Credentials = new(credentialKind, secrets.ToDictionary(secret => secret.Name, secret => new Secret(secret.Value))),
    };

    /// <summary>The same connection with other settings.</summary>
    public static SourceConnection With(this SourceConnection source, params (string Name, string Value)[] settings) => source with
    {
        Settings = new(source.Settings.Values.Where(old => settings.All(setting => setting.Name != old.Key))
            .Concat(settings.Select(setting => KeyValuePair.Create(setting.Name, setting.Value))).ToDictionary()),
    };

    public static WebhookDelivery Delivery(string body, params (string Name, string Value)[] headers) =>
        new(headers.ToDictionary(header => header.Name, header => header.Value), Encoding.UTF8.GetBytes(body), Connectors.Today);

    /// <summary>The HMAC-SHA256 of a body in lower-case hexadecimal digits.</summary>
    public static string Signature(string secret, string body) => Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes(body)));
}
