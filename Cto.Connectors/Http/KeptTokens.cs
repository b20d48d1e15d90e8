using System.Collections.Concurrent;

namespace Cto.Connectors.Http;

/// <summary>Short-lived tokens: kept until shortly before they expire, asked for by one caller at a time.</summary>
/// <typeparam name="T">The token.</typeparam>
internal sealed class KeptTokens<T>(TimeProvider clock)
    where T : class
{
    private static readonly TimeSpan Reserve = TimeSpan.FromMinutes(5);

    private readonly ConcurrentDictionary<string, Entry> _entries = new(StringComparer.Ordinal);

    /// <param name="identity">Whose token, without showing a secret.</param>
    /// <param name="ask">Gets a new one.</param>
    /// <param name="cancellationToken">Stops waiting and asking.</param>
    public async ValueTask<T> GetAsync(string identity, Func<CancellationToken, Task<KeptToken<T>>> ask, CancellationToken cancellationToken)
    {
        var entry = _entries.GetOrAdd(identity, static _ => new());
        if (Fresh(entry.Kept) is { } token)
        {
            return token;
        }

        await entry.Gate.WaitAsync(cancellationToken);
        try
        {
            if (Fresh(entry.Kept) is { } waited)
            {
                return waited;
            }

            entry.Kept = await ask(cancellationToken);
            return entry.Kept.Token;
        }
        finally
        {
            entry.Gate.Release();
        }
    }

    /// <summary>Asks for a new one at the next call: the kept one was refused.</summary>
    public void Forget(string identity)
    {
        if (_entries.TryGetValue(identity, out var entry))
        {
            entry.Kept = null;
        }
    }

    private T? Fresh(KeptToken<T>? kept) => kept is not null && kept.ExpiresAt - Reserve > clock.GetUtcNow() ? kept.Token : null;

    private sealed class Entry
    {
        private volatile KeptToken<T>? _kept;

        public SemaphoreSlim Gate { get; } = new(1);

        public KeptToken<T>? Kept { get => _kept; set => _kept = value; }
    }
}

/// <summary>A token and when it ends.</summary>
internal sealed record KeptToken<T>(T Token, DateTimeOffset ExpiresAt);
