namespace Cto.Upstreams.Credentials;

/// <summary>What a credential opens at a vendor.</summary>
/// <param name="Token">The token, key or user name that stands for it in requests.</param>
/// <param name="Account">Whose it is: a login, an e-mail address.</param>
/// <param name="Scopes">The rights it has, in the vendor's words.</param>
internal sealed record Grant(string Token, string Account, params IReadOnlyList<string> Scopes)
{
    /// <summary>The secret beside the token, where the vendor has two parts: a password, a secret key.</summary>
    public string? Secret { get; init; }

    /// <summary><see langword="null"/> when it does not end.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>Whether it came from the OAuth pages.</summary>
    public bool IsOAuth { get; init; }

    /// <summary>Whether any of these is among its scopes; no scope needed is always given.</summary>
    public bool Allows(IReadOnlyList<string> anyOf) => anyOf.Count == 0 || anyOf.Any(scope => Scopes.Contains(scope));
}
