using Cto.Domain.Sources;

namespace Cto.Connectors.Aws.Signing;

/// <summary>An access key, as AWS gives it to a user or, with a session token, for an hour to who assumed a role.</summary>
/// <param name="Id">The public part.</param>
/// <param name="SecretKey">What signatures are made with.</param>
/// <param name="SessionToken"><see langword="null"/> for a user's own key.</param>
internal sealed record AwsKey(string Id, Secret SecretKey, Secret? SessionToken = null)
{
    /// <summary>Tells keys apart without showing anything of them.</summary>
    public string Fingerprint => AccessToken.Identity($"{Id}\n{SecretKey.Reveal()}");
}

/// <summary>Where a request is valid: AWS' credential scope without the date.</summary>
/// <param name="Region">For example <c>us-east-1</c>.</param>
/// <param name="Service">AWS' signing name, for example <c>ce</c>.</param>
internal sealed record AwsScope(string Region, string Service);
