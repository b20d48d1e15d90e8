using Cto.Domain.Sources;
using Cto.Insights.Sources;
using Microsoft.Extensions.Logging;

namespace Cto.Grains.Sources;

/// <summary>Opens sources with credentials that hold: what OAuth granted is renewed ahead of its end, by one caller at a time across all processes.</summary>
public sealed partial class SourceAccess(SourceStore store, IConnectorCatalog connectors, IOAuthGrants grants, TimeProvider clock, ILogger<SourceAccess> logger)
{
    /// <summary>How long a vendor may take over a token: others wait for it.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    /// <exception cref="SourceException">The credentials cannot be opened or renewed.</exception>
    public async Task<SourceConnection> OpenAsync(StoredSource source, CancellationToken cancellationToken) =>
        await FreshAsync(await store.ConnectAsync(source, cancellationToken), cancellationToken);

    /// <summary>The source with a token that holds for a while yet.</summary>
    /// <exception cref="SourceException">It is at its end and cannot be renewed.</exception>
    public async Task<SourceConnection> FreshAsync(SourceConnection source, CancellationToken cancellationToken)
    {
        if (!IsDue(source.Credentials))
        {
            return source;
        }

        try
        {
            return await RenewAsync(source, IsDue, cancellationToken);
        }
        catch (SourceException e) when (e.Fault.IsPassing() && OAuthCredential.Instant(source.Credentials!, OAuthCredential.ExpiresAt) > clock.GetUtcNow())
        {
            LogNotRenewed(e, source.Connector, source.SourceId);
            return source;
        }
    }

    /// <summary>The source with another token than the one that was just refused.</summary>
    /// <returns><see langword="null"/> when there is no other to be had.</returns>
    /// <exception cref="SourceException">The vendor does not renew it.</exception>
    public async Task<SourceConnection?> RenewRefusedAsync(SourceConnection source, CancellationToken cancellationToken)
    {
        if (source.Credentials is not { Kind: OAuthCredential.Kind } refused || refused.Reveal(OAuthCredential.RefreshToken) is null)
        {
            return null;
        }

        var renewed = await RenewAsync(source, known => known.Reveal(OAuthCredential.Token) == refused.Reveal(OAuthCredential.Token), cancellationToken);
        return renewed.Credentials?.Reveal(OAuthCredential.Token) == refused.Reveal(OAuthCredential.Token) ? null : renewed;
    }

    /// <summary>Ends at the vendor what was granted to a source that goes; whatever comes of it, the source goes.</summary>
    public async Task RevokeAsync(SourceConnection source)
    {
        if (source.Credentials is not { Kind: OAuthCredential.Kind } credentials || Account(source, credentials) is not { OAuth.RevokeUrl: not null } account)
        {
            return;
        }

        using var patience = new CancellationTokenSource(Patience, clock);
        foreach (var token in new[] { OAuthCredential.RefreshToken, OAuthCredential.Token })
        {
            try
            {
                // A refresh token takes its access tokens along where vendors know revocation of both; GitHub and Slack know the access token only.
                if (credentials.Fields.TryGetValue(token, out var secret) && (token == OAuthCredential.Token || account.OAuth.Revocation == OAuthRevocation.Form))
                {
                    await grants.RevokeAsync(account, secret, patience.Token);
                }
            }
            catch (Exception e) when (e is SourceException or OperationCanceledException)
            {
                LogNotRevoked(e, source.Connector, source.SourceId);
            }
        }
    }

    private async Task<SourceConnection> RenewAsync(SourceConnection source, Func<SourceCredentials, bool> isWanting, CancellationToken cancellationToken)
    {
        var credentials = await store.RenewAsync(source.TenantId, source.SourceId, RenewIfWantingAsync, cancellationToken);
        return source with { Credentials = credentials };

        async Task<SourceCredentials?> RenewIfWantingAsync(SourceCredentials known)
        {
            if (!isWanting(known))
            {
                return null;
            }

            var account = Account(source, known) ?? throw new SourceException(SourceFault.Unauthorized, $"Nobody says any more as which application {source.Connector} is asked for access.")
            {
                Remedy = "Have the operator configure the client id and secret of the OAuth app again, or connect again with your own.",
            };

            // Not the caller's token: a renewal that is broken off may have used up the refresh token.
            using var patience = new CancellationTokenSource(Patience, clock);
            try
            {
                var tokens = await grants.RefreshAsync(account, known.Fields[OAuthCredential.RefreshToken], patience.Token);
                LogRenewed(source.Connector, source.SourceId);
                return OAuthCredential.Granted(known, tokens);
            }
            catch (OperationCanceledException e)
            {
                throw new SourceException(SourceFault.Unavailable, $"{account.Connector.Title} did not renew the access within {Patience.TotalSeconds} s.", e);
            }
        }
    }

    private bool IsDue(SourceCredentials? credentials) =>
        credentials is { Kind: OAuthCredential.Kind } && credentials.Fields.ContainsKey(OAuthCredential.RefreshToken) && OAuthCredential.Instant(credentials, OAuthCredential.RenewAt) <= clock.GetUtcNow();

    private OAuthAccount? Account(SourceConnection source, SourceCredentials credentials)
    {
        var connector = connectors.Find(source.Connector)?.Descriptor;
        return connector?.OAuth is { } oauth && (OAuthCredential.OwnClient(credentials) ?? grants.Client(source.Connector)) is { } client ? new(connector, oauth, source.Settings, client) : null;
    }

    [LoggerMessage(LogLevel.Information, "The access of {Connector} source {SourceId} is renewed.")]
    private partial void LogRenewed(string connector, Guid sourceId);

    [LoggerMessage(LogLevel.Warning, "The access of {Connector} source {SourceId} could not be renewed yet; the token still holds.")]
    private partial void LogNotRenewed(Exception exception, string connector, Guid sourceId);

    [LoggerMessage(LogLevel.Warning, "The access of {Connector} source {SourceId} could not be revoked; it is forgotten here all the same.")]
    private partial void LogNotRevoked(Exception exception, string connector, Guid sourceId);
}
