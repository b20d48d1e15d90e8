using System.Collections.Concurrent;

namespace Cto.Web.Security.SignIn;

/// <summary>The failures that this node has seen, each key's for <see cref="SignInThrottle.Window"/> from the first on.</summary>
internal sealed class FailureCounts(TimeProvider clock)
{
    private const int Capacity = 100_000;
    private readonly ConcurrentDictionary<string, Count> _failures = new(StringComparer.Ordinal);

    /// <returns>How many, and when they are forgotten.</returns>
    public (long Failures, DateTimeOffset Until) Of(string key) =>
        _failures.TryGetValue(key, out var count) && count.Until > clock.GetUtcNow() ? (count.Failures, count.Until) : default;

    public void Add(string key)
    {
        if (_failures.Count >= Capacity)
        {
            Sweep();
        }

        var now = clock.GetUtcNow();
        _failures.AddOrUpdate(
            key,
            _ => new(1, now + SignInThrottle.Window),
            (_, count) => count.Until > now ? count with { Failures = count.Failures + 1 } : new(1, now + SignInThrottle.Window));
    }

    public void Forget(string key) => _failures.TryRemove(key, out _);

    private void Sweep()
    {
        var now = clock.GetUtcNow();
        foreach (var (key, count) in _failures)
        {
            if (count.Until <= now)
            {
                _failures.TryRemove(key, out _);
            }
        }

        if (_failures.Count >= Capacity)
        {
            _failures.Clear();
        }
    }

    private sealed record Count(int Failures, DateTimeOffset Until);
}
