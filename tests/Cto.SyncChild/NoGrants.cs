using Cto.Domain.Sources;

namespace Cto.SyncChild;

/// <summary>The slow vendor knows no OAuth.</summary>
internal sealed class NoGrants : IOAuthGrants
{
    public OAuthClient? Client(string connector) => null;

    public Uri Authorization(OAuthAccount account, OAuthRequest request) => throw new NotSupportedException();

    public Task<OAuthTokens> ExchangeAsync(OAuthAccount account, OAuthRequest request, string code, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<OAuthTokens> RefreshAsync(OAuthAccount account, Secret refreshToken, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task RevokeAsync(OAuthAccount account, Secret token, CancellationToken cancellationToken) => throw new NotSupportedException();
}
