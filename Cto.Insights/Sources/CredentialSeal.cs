using System.Security.Cryptography;
using System.Text.Json;
using Cto.Domain.Sources;
using Microsoft.AspNetCore.DataProtection;
using Secret = Cto.Domain.Sources.Secret;

namespace Cto.Insights.Sources;

/// <summary>Seals credentials so that they open for one source of one tenant only.</summary>
internal sealed class CredentialSeal(IDataProtectionProvider protection)
{
    private const string Purpose = "Cto.Sources.Credentials.v1";

    /// <summary>What is sealed begins with a mark and the id of the key (a contract of data protection).</summary>
    private const int HeaderLength = 4 + 16;

    public byte[] Seal(Guid tenantId, Guid sourceId, SourceCredentials credentials) => Protector(tenantId, sourceId).Protect(
        JsonSerializer.SerializeToUtf8Bytes(new Opened(credentials.Kind, credentials.Fields.ToDictionary(field => field.Key, field => field.Value.Reveal()))));

    /// <exception cref="SourceException">The key that sealed them is lost, or they were moved from another source.</exception>
    public SourceCredentials Open(Guid tenantId, Guid sourceId, byte[] sealedBytes)
    {
        try
        {
            var opened = JsonSerializer.Deserialize<Opened>(Protector(tenantId, sourceId).Unprotect(sealedBytes))!;
            return new(opened.Kind, opened.Fields.ToDictionary(field => field.Key, field => new Secret(field.Value)));
        }
        catch (CryptographicException e)
        {
            throw new SourceException(SourceFault.Unauthorized, "The stored credentials cannot be opened: the key they were sealed with is gone.", e) { Remedy = "Give the credentials again." };
        }
    }

    /// <summary>What everything begins with that the active key seals.</summary>
    public byte[] ActiveHeader() => protection.CreateProtector(Purpose).Protect([])[..HeaderLength];

    private IDataProtector Protector(Guid tenantId, Guid sourceId) => protection.CreateProtector(Purpose, tenantId.ToString(), sourceId.ToString());

    private sealed record Opened(string Kind, Dictionary<string, string> Fields);
}
