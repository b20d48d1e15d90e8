namespace Cto.Domain.Sources;

/// <summary>Gets, renews and ends what vendors grant by OAuth 2.0.</summary>
public interface IOAuthGrants
{
    /// <summary>The application that the operator registered at a vendor for everybody; <see langword="null"/> when there is none.</summary>
    OAuthClient? Client(string connector);

    /// <summary>Where a person is asked for access.</summary>
    /// <exception cref="SourceException">The settings make no sense.</exception>
    Uri Authorization(OAuthAccount account, OAuthRequest request);

    /// <summary>Redeems the code that the person came back with.</summary>
    /// <exception cref="SourceException">The vendor gives no tokens for it.</exception>
    Task<OAuthTokens> ExchangeAsync(OAuthAccount account, OAuthRequest request, string code, CancellationToken cancellationToken);

    /// <summary>Trades a refresh token for new tokens; where the vendor rotates them the old one is worthless from then on.</summary>
    /// <exception cref="SourceException"><see cref="SourceFault.Unauthorized"/>: it was revoked, used or is too old, and a person must grant access again.</exception>
    Task<OAuthTokens> RefreshAsync(OAuthAccount account, Secret refreshToken, CancellationToken cancellationToken);

    /// <summary>Ends a token at the vendor, where the vendor lets one.</summary>
    /// <exception cref="SourceException">It could not be ended.</exception>
    Task RevokeAsync(OAuthAccount account, Secret token, CancellationToken cancellationToken);
}

/// <summary>Where tokens come from: the vendor at the addresses of a source's settings, and the application that asks.</summary>
public sealed record OAuthAccount(ConnectorDescriptor Connector, OAuthDescriptor OAuth, SourceSettings Settings, OAuthClient Client);

/// <summary>An application that is registered at a vendor.</summary>
public sealed record OAuthClient(string Id, Secret Secret);

/// <summary>One request for access.</summary>
/// <param name="Redirect">Where the person comes back to.</param>
/// <param name="State">Proves that the answer belongs to the question.</param>
/// <param name="Verifier">Proves that who redeems the code asked for it (RFC 7636).</param>
public sealed record OAuthRequest(Uri Redirect, Secret State, Secret Verifier);

/// <summary>What a vendor granted.</summary>
public sealed record OAuthTokens
{
    public required Secret Token { get; init; }

    /// <summary><see langword="null"/> where the vendor gives none, or the old one stays good.</summary>
    public Secret? RefreshToken { get; init; }

    /// <summary><see langword="null"/> when it does not end.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>When to renew it: a tenth of its life ahead of its end, at least five minutes where it lives for more than ten.</summary>
    public DateTimeOffset? RenewAt { get; init; }

    /// <summary>Separated by blanks; <see langword="null"/> when the vendor does not tell.</summary>
    public string? Scope { get; init; }
}
