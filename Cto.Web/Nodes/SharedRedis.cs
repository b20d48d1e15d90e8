using StackExchange.Redis;

namespace Cto.Web.Nodes;

/// <summary>The Redis that the nodes share, asked so that it holds nobody up: while it is away, who asks goes on without it.</summary>
internal sealed partial class SharedRedis(
    [FromKeyedServices(SharedRedis.Name)] IConnectionMultiplexer connection, IConfiguration configuration, TimeProvider clock, ILogger<SharedRedis> logger)
{
    /// <summary>The name of the connection string, and the key under which the connection is registered.</summary>
    public const string Name = "redis";

    private const string PrefixSetting = "Redis:Prefix";

    /// <summary>A Redis that hangs may keep a request for that long.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    /// <summary>After it did not answer, nobody waits for it for that long.</summary>
    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(1);

    private readonly string _prefix = configuration[PrefixSetting] is { Length: > 0 } prefix ? prefix : "cto";
    private long _failedAt;
    private int _failing;

    public IConnectionMultiplexer Connection => connection;

    /// <summary>Whether it cannot be reached, or did not answer just now.</summary>
    public bool IsAway => !connection.IsConnected || (Volatile.Read(ref _failing) == 1 && clock.GetElapsedTime(Volatile.Read(ref _failedAt)) < Rest);

    /// <summary>A name in Redis; installations that share one differ in <c>Redis:Prefix</c>.</summary>
    public string Key(string name) => $"{_prefix}:{name}";

    /// <summary>Asks Redis, or does without it when it is away, refuses, or takes too long.</summary>
    public async ValueTask<T> AskAsync<T>(Func<IDatabase, Task<T>> ask, Func<T> without)
    {
        if (IsAway)
        {
            return without();
        }

        try
        {
            var answer = await ask(connection.GetDatabase()).WaitAsync(Patience, clock);
            Volatile.Write(ref _failing, 0);
            return answer;
        }
        catch (Exception e) when (IsPassing(e))
        {
            Volatile.Write(ref _failedAt, clock.GetTimestamp());
            if (Interlocked.Exchange(ref _failing, 1) == 0)
            {
                LogAway(e.Message);
            }

            return without();
        }
    }

    /// <summary>Whether the failure is of Redis' state and not a mistake of ours.</summary>
    public static bool IsPassing(Exception exception) => exception is RedisException or TimeoutException or ObjectDisposedException;

    [LoggerMessage(LogLevel.Warning, "Redis does not answer; this node counts and remembers by itself until it does: {Reason}")]
    private partial void LogAway(string reason);
}
