using System.Collections.Concurrent;

namespace Cto.Web.Nodes;

/// <summary>What was read a moment ago and need not be read again yet. What is forgotten while it is being read is not kept.</summary>
/// <param name="capacity">How many at most; past it all are forgotten.</param>
/// <param name="clock">Tells when a moment is over.</param>
internal sealed class Remembered<TKey, TValue>(int capacity, TimeProvider clock)
    where TKey : notnull
    where TValue : class
{
    private readonly ConcurrentDictionary<TKey, Entry> _entries = new();
    private long _forgotten;

    /// <returns>What is remembered, else what was read; <see langword="null"/>, which is not remembered, when there is none.</returns>
    public async ValueTask<TValue?> GetAsync(TKey key, Func<Task<TValue?>> read, TimeSpan keepFor)
    {
        var now = clock.GetUtcNow();
        if (_entries.TryGetValue(key, out var known) && known.Until > now)
        {
            return known.Value;
        }

        var forgotten = Volatile.Read(ref _forgotten);
        if (await read() is not { } value)
        {
            return null;
        }

        if (_entries.Count >= capacity)
        {
            _entries.Clear();
        }

        var entry = new Entry(value, now + keepFor);
        _entries[key] = entry;
        if (Volatile.Read(ref _forgotten) != forgotten)
        {
            _entries.TryRemove(KeyValuePair.Create(key, entry));
        }

        return value;
    }

    public void Forget(TKey key)
    {
        Interlocked.Increment(ref _forgotten);
        _entries.TryRemove(key, out _);
    }

    public void ForgetAll()
    {
        Interlocked.Increment(ref _forgotten);
        _entries.Clear();
    }

    private sealed record Entry(TValue Value, DateTimeOffset Until);
}
