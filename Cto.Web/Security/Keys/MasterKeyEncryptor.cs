using System.Security.Cryptography;
using System.Text;
using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.XmlEncryption;

namespace Cto.Web.Security.Keys;

/// <summary>Seals the key ring with a key that is not in the database (<c>CTO_MASTER_KEY</c>), so that a stolen backup opens nothing.</summary>
internal sealed class MasterKeyEncryptor(byte[] key) : IXmlEncryptor
{
    public const string Setting = "CTO_MASTER_KEY";

    /// <returns><see langword="null"/> where no master key is configured: the database alone then holds the keys.</returns>
    public static MasterKeyEncryptor? From(IConfiguration configuration) => Key(configuration) is { } key ? new(key) : null;

    /// <summary>A key from a passphrase of the operator; it should be random and long, 32 bytes in base64 for example.</summary>
    public static byte[]? Key(IConfiguration configuration) => configuration[Setting] is { Length: > 0 } text
        ? HKDF.DeriveKey(HashAlgorithmName.SHA256, Encoding.UTF8.GetBytes(text), outputLength: 32, info: "cto key ring"u8.ToArray())
        : null;

    public EncryptedXmlInfo Encrypt(XElement plaintextElement)
    {
        var plain = Encoding.UTF8.GetBytes(plaintextElement.ToString(SaveOptions.DisableFormatting));
        var nonce = RandomNumberGenerator.GetBytes(AesGcm.NonceByteSizes.MaxSize);
        var tag = new byte[AesGcm.TagByteSizes.MaxSize];
        var sealedBytes = new byte[plain.Length];
        using var aes = new AesGcm(key, tag.Length);
        aes.Encrypt(nonce, plain, sealedBytes, tag);
        return new(new XElement("sealed", Convert.ToBase64String([.. nonce, .. tag, .. sealedBytes])), typeof(MasterKeyDecryptor));
    }
}

/// <summary>Opens what <see cref="MasterKeyEncryptor"/> sealed; data protection makes it by its name.</summary>
internal sealed class MasterKeyDecryptor(IServiceProvider services) : IXmlDecryptor
{
    public XElement Decrypt(XElement encryptedElement)
    {
        var key = MasterKeyEncryptor.Key(services.GetRequiredService<IConfiguration>())
            ?? throw new InvalidOperationException($"The key ring is sealed: set {MasterKeyEncryptor.Setting} to the key it was sealed with.");
        ReadOnlySpan<byte> bytes = Convert.FromBase64String(encryptedElement.Value);
        var (nonce, tag) = (AesGcm.NonceByteSizes.MaxSize, AesGcm.TagByteSizes.MaxSize);
        var plain = new byte[bytes.Length - nonce - tag];
        using var aes = new AesGcm(key, tag);
        aes.Decrypt(bytes[..nonce], bytes[(nonce + tag)..], bytes.Slice(nonce, tag), plain);
        return XElement.Parse(Encoding.UTF8.GetString(plain));
    }
}
