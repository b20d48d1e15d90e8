using System.Collections.Concurrent;
using Cto.Web.Nodes;

namespace Cto.Web.Security.Tokens;

/// <summary>The tokens seen in the last seconds, so that a busy program does not cost a query a request.</summary>
/// <remarks>
/// A token revoked by this node is forgotten at once, one revoked by another when the news is here; for lost news see <see cref="NodeNews.KeepFor"/>.
/// </remarks>
internal sealed class KnownTokens
{
    private const string Topic = "tokens";
    private static readonly TimeSpan TouchEvery = TimeSpan.FromMinutes(1);
    private const int Capacity = 10_000;

    private readonly ApiTokenStore _store;
    private readonly NodeNews _news;
    private readonly TimeProvider _clock;
    private readonly Remembered<string, PresentedToken> _seen;
    private readonly ConcurrentDictionary<Guid, DateTimeOffset> _touched = new();

    public KnownTokens(ApiTokenStore store, NodeNews news, TimeProvider clock)
    {
        (_store, _news, _clock, _seen) = (store, news, clock, new(Capacity, clock));
        news.Listen(Topic, _ => _seen.ForgetAll(), _seen.ForgetAll);
    }

    /// <returns><see langword="null"/> when the secret opens nothing (any more).</returns>
    public async Task<PresentedToken?> FindAsync(string secret, CancellationToken cancellationToken)
    {
        if (!TokenText.IsPlausible(secret))
        {
            return null;
        }

        var now = _clock.GetUtcNow();
        var hash = TokenText.Hash(secret);
        var token = await _seen.GetAsync(Convert.ToHexString(hash), () => _store.FindAsync(hash, cancellationToken), _news.KeepFor);
        if (token is null || !token.IsValidAt(now))
        {
            return null;
        }

        await TouchAsync(token, now, cancellationToken);
        return token;
    }

    /// <summary>Looks every token up anew, on every node; called after one was revoked.</summary>
    public Task ForgetAsync()
    {
        _seen.ForgetAll();
        return _news.TellAsync(Topic);
    }

    private async Task TouchAsync(PresentedToken token, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var last = _touched.GetOrAdd(token.Token.Id, DateTimeOffset.MinValue);
        if (now - last >= TouchEvery && _touched.TryUpdate(token.Token.Id, now, last))
        {
            await _store.TouchAsync(token.TenantId, token.Token.Id, cancellationToken);
        }
    }
}
