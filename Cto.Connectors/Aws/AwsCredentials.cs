using Cto.Connectors.Aws.Signing;
using Cto.Domain.Sources;

namespace Cto.Connectors.Aws;

/// <summary>The access key that a person gave.</summary>
internal sealed class AwsCredentials(AwsKey key) : IAwsKeys
{
    public const string Kind = "accessKey";
    public const string AccessKeyId = "accessKeyId";
    public const string SecretAccessKey = "secretAccessKey";
    public const string SessionToken = "sessionToken";

    public string Identity => key.Fingerprint;

    public ValueTask<AwsKey> KeyAsync(CancellationToken cancellationToken) => new(key);

    public void Refused()
    {
    }

    /// <exception cref="SourceException">A part is missing or cannot be one of AWS.</exception>
    public static AwsCredentials Of(SourceCredentials? credentials) => new(new(
        Part(credentials, AccessKeyId, "access key id"),
        new(Part(credentials, SecretAccessKey, "secret access key")),
        credentials?.Reveal(SessionToken) is { Length: > 0 } session ? new Secret(session.Trim()) : null));

    private static string Part(SourceCredentials? credentials, string field, string name) =>
        credentials?.Reveal(field)?.Trim() is { Length: > 0 } part && part.All(letter => char.IsAscii(letter) && !char.IsWhiteSpace(letter) && !char.IsControl(letter))
            ? part
            : throw new SourceException(SourceFault.Unauthorized, $"The {name} is missing or contains characters that none has.");
}
