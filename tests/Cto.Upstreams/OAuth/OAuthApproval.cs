using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Cto.Upstreams.World;

namespace Cto.Upstreams.OAuth;

/// <summary>What a person granted an application.</summary>
internal sealed record OAuthApproval(OAuthClient Client, Person Person, IReadOnlyList<string> Scopes);

/// <summary>A code on its way to the application: good once, for ten minutes.</summary>
internal sealed record OAuthCode(OAuthApproval Approval, string RedirectUri, string? Challenge, string? ChallengeMethod, DateTimeOffset ExpiresAt)
{
    /// <summary>Whether the verifier proves that whoever redeems the code asked for it (RFC 7636).</summary>
    public bool IsProvedBy(string? verifier) => Challenge is null
        ? verifier is null
        : verifier is not null && Challenge == (ChallengeMethod == "S256" ? Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(verifier))) : verifier);
}
