using System.Collections.Concurrent;

namespace Cto.Web.Security.Tokens;

/// <summary>The tokens seen in the last seconds, so that a busy program does not cost a query a request.</summary>
/// <remarks>A token revoked by this process is forgotten at once; one revoked by another lives on for <see cref="Lifetime"/> at most.</remarks>
internal sealed class KnownTokens(ApiTokenStore store, TimeProvider clock)
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan TouchEvery = TimeSpan.FromMinutes(1);
    private const int Capacity = 10_000;

    private readonly ConcurrentDictionary<string, Entry> _seen = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<Guid, DateTimeOffset> _touched = new();

    /// <returns><see langword="null"/> when the secret opens nothing (any more).</returns>
    public async Task<PresentedToken?> FindAsync(string secret, CancellationToken cancellationToken)
    {
        if (!TokenText.IsPlausible(secret))
        {
            return null;
        }

        var now = clock.GetUtcNow();
        var hash = TokenText.Hash(secret);
        var key = Convert.ToHexString(hash);
        if (!_seen.TryGetValue(key, out var entry) || entry.Until <= now)
        {
            if (await store.FindAsync(hash, cancellationToken) is not { } found)
            {
                return null;
            }

            if (_seen.Count >= Capacity)
            {
                _seen.Clear();
            }

            _seen[key] = entry = new(found, now + Lifetime);
        }

        if (!entry.Token.IsValidAt(now))
        {
            return null;
        }

        await TouchAsync(entry.Token, now, cancellationToken);
        return entry.Token;
    }

    /// <summary>Looks every token up anew; called after one was revoked.</summary>
    public void Forget() => _seen.Clear();

    private async Task TouchAsync(PresentedToken token, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var last = _touched.GetOrAdd(token.Token.Id, DateTimeOffset.MinValue);
        if (now - last >= TouchEvery && _touched.TryUpdate(token.Token.Id, now, last))
        {
            await store.TouchAsync(token.TenantId, token.Token.Id, cancellationToken);
        }
    }

    private sealed record Entry(PresentedToken Token, DateTimeOffset Until);
}
