using System.Collections.Concurrent;

namespace Cto.Web.Security.SignIn;

/// <summary>Slows down guessing: so many failures from one address, and so many at one account, in a window of time.</summary>
internal sealed class SignInThrottle(TimeProvider clock)
{
    public const int FailuresPerAccount = 10;
    public const int FailuresPerAddress = 30;
    public static readonly TimeSpan Window = TimeSpan.FromMinutes(10);

    private const int Capacity = 100_000;
    private readonly ConcurrentDictionary<string, Count> _failures = new(StringComparer.OrdinalIgnoreCase);

    /// <returns>When to try again; <see langword="null"/> when now is fine.</returns>
    public DateTimeOffset? BlockedUntil(string account, string address)
    {
        var byAccount = Blocked(Account(account), FailuresPerAccount);
        var byAddress = Blocked(Address(address), FailuresPerAddress);
        return byAccount > byAddress || byAddress is null ? byAccount : byAddress;
    }

    public void Failed(string account, string address)
    {
        if (_failures.Count >= Capacity)
        {
            Sweep();
        }

        Add(Account(account));
        Add(Address(address));
    }

    /// <summary>The account's owner is here: its failures are forgiven, those of the address are not.</summary>
    public void Succeeded(string account) => _failures.TryRemove(Account(account), out _);

    private DateTimeOffset? Blocked(string key, int limit) =>
        _failures.TryGetValue(key, out var count) && count.Failures >= limit && count.Until > clock.GetUtcNow() ? count.Until : null;

    private void Add(string key)
    {
        var now = clock.GetUtcNow();
        _failures.AddOrUpdate(key, _ => new(1, now + Window), (_, count) => count.Until > now ? count with { Failures = count.Failures + 1 } : new(1, now + Window));
    }

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

    private static string Account(string account) => $"account:{account.Trim()}";

    private static string Address(string address) => $"address:{address}";

    private sealed record Count(int Failures, DateTimeOffset Until);
}
