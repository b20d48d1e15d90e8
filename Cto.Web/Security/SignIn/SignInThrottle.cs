using Cto.Web.Nodes;
using Cto.Web.Security.Tokens;

namespace Cto.Web.Security.SignIn;

/// <summary>
/// Slows down guessing: so many failures from one address, and so many at one account, in a window of time. They are counted for all nodes in Redis; each node
/// counts its own beside that, and goes by them while Redis is away.
/// </summary>
internal sealed class SignInThrottle(SharedRedis redis, FailureCounts own, TimeProvider clock)
{
    public const int FailuresPerAccount = 10;
    public const int FailuresPerAddress = 30;
    public static readonly TimeSpan Window = TimeSpan.FromMinutes(10);

    // In one step: a count without an end would lock the account for good.
    private const string Count = """
        local failures = redis.call('INCR', KEYS[1])
        if failures == 1 then redis.call('PEXPIRE', KEYS[1], ARGV[1]) end
        return failures
        """;

    /// <returns>When to try again; <see langword="null"/> when now is fine.</returns>
    public async Task<DateTimeOffset?> BlockedUntilAsync(string account, string address)
    {
        var blocked = await Task.WhenAll(BlockedAsync(Account(account), FailuresPerAccount), BlockedAsync(Address(address), FailuresPerAddress));
        return blocked.Max();
    }

    public Task FailedAsync(string account, string address) => Task.WhenAll(AddAsync(Account(account)), AddAsync(Address(address)));

    /// <summary>The account's owner is here: its failures are forgiven, those of the address are not.</summary>
    public async Task SucceededAsync(string account)
    {
        var key = Account(account);
        own.Forget(key);
        await redis.AskAsync(database => database.KeyDeleteAsync(redis.Key(key)), () => false);
    }

    private async Task<DateTimeOffset?> BlockedAsync(string key, int limit)
    {
        var (failures, until) = await redis.AskAsync(
            async database =>
            {
                var count = await database.StringGetWithExpiryAsync(redis.Key(key));
                return ((long)count.Value, clock.GetUtcNow() + (count.Expiry ?? TimeSpan.Zero));
            },
            () => own.Of(key));
        return failures >= limit ? until : null;
    }

    private async Task AddAsync(string key)
    {
        own.Add(key);
        await redis.AskAsync(async database => (long)await database.ScriptEvaluateAsync(Count, [redis.Key(key)], [(long)Window.TotalMilliseconds]), () => 0);
    }

    // Hashed, because people type what they like, and who reads Redis need not know who signs in.
    private static string Account(string account) => $"sign-in:account:{Convert.ToHexStringLower(TokenText.Hash(account.Trim().ToUpperInvariant()))}";

    private static string Address(string address) => $"sign-in:address:{address}";
}
