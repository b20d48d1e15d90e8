using Cto.Domain.Sources;
using StackExchange.Redis;

namespace Cto.Web.Nodes;

/// <summary>Counts calls to vendors in Redis, by its clock: a list of the latest calls of each credential and limit, which ends with the window.</summary>
/// <remarks>
/// While Redis is away each node counts by itself, on top of the calls that it has made: one node never exceeds a limit, several may then exceed it together,
/// and learn of it as a single one would, from the vendor's refusal.
/// </remarks>
internal sealed class SharedBudgets(SharedRedis redis) : ISharedBudgets
{
    // In one step, for no other call may come between the question for the next place and its taking. As a call keeps all its limits, so it is noted in all.
    private const string Take = """
        local time = redis.call('TIME')
        local now = time[1] * 1000 + math.floor(time[2] / 1000)
        local at, tightest = now, 0
        for i, key in ipairs(KEYS) do
          local ours, window = tonumber(ARGV[2 * i]), tonumber(ARGV[2 * i + 1])
          local oldest = redis.call('LINDEX', key, -1)
          while oldest and oldest + window <= now do
            redis.call('RPOP', key)
            oldest = redis.call('LINDEX', key, -1)
          end
          local last, passed = redis.call('LINDEX', key, 0), redis.call('LINDEX', key, ours - 1)
          local free = math.max(last and tonumber(last) or 0, passed and passed + window or 0)
          if free > at then at, tightest = free, i end
        end
        local answer = { at - now, tightest }
        for i, key in ipairs(KEYS) do
          local ours, window = tonumber(ARGV[2 * i]), tonumber(ARGV[2 * i + 1])
          if at - now <= tonumber(ARGV[1]) then
            redis.call('LPUSH', key, at)
            redis.call('LTRIM', key, 0, ours - 1)
            redis.call('PEXPIRE', key, at + window - now)
          end
          local oldest = redis.call('LINDEX', key, -1)
          answer[2 * i + 1] = redis.call('LLEN', key)
          answer[2 * i + 2] = oldest and oldest + window - now or 0
        end
        return answer
        """;

    public ValueTask<SharedPlace?> TakeAsync(string credential, IReadOnlyList<CountedLimit> limits, TimeSpan patience)
    {
        RedisKey[] keys = [.. limits.Select(limit => (RedisKey)Key(credential, limit.Name))];
        RedisValue[] arguments = [Milliseconds(patience), .. limits.SelectMany(limit => new RedisValue[] { limit.Ours, Milliseconds(limit.Window) })];
        return redis.AskAsync(async database => Place(limits, (long[])(await database.ScriptEvaluateAsync(Take, keys, arguments))!), static () => null);
    }

    public async ValueTask CloseAsync(string credential, string bucket, TimeSpan wait)
    {
        if (wait > TimeSpan.Zero)
        {
            // Refusals arrive out of order: the longest wait counts.
            var key = Closed(credential, bucket);
            await redis.AskAsync(
                async database =>
                    await database.StringSetAsync(key, 1, wait, when: When.NotExists) ||
                    await database.KeyExpireAsync(key, wait, ExpireWhen.GreaterThanCurrentExpiry),
                static () => false);
        }
    }

    public ValueTask<TimeSpan?> ClosedForAsync(string credential, string bucket) =>
        redis.AskAsync(database => database.KeyTimeToLiveAsync(Closed(credential, bucket)), static () => null);

    private static SharedPlace? Place(IReadOnlyList<CountedLimit> limits, long[] answer) => new(
        TimeSpan.FromMilliseconds(answer[0]),
        answer[1] == 0 ? null : limits[(int)answer[1] - 1],
        [.. limits.Select((_, i) => new LimitUse((int)answer[(2 * i) + 2], TimeSpan.FromMilliseconds(answer[(2 * i) + 3])))]);

    private static long Milliseconds(TimeSpan time) => (long)time.TotalMilliseconds;

    private string Closed(string credential, string bucket) => Key(credential, $"closed:{bucket}");

    // The braces keep the limits of a credential on one server of a cluster, where a script finds them together.
    private string Key(string credential, string name) => redis.Key($"vendor:{{{credential}}}:{name}");
}
