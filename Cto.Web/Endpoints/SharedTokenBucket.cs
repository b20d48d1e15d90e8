using System.Threading.RateLimiting;
using Cto.Web.Nodes;
using RedisRateLimiting;

namespace Cto.Web.Endpoints;

/// <summary>A caller's bucket of requests, kept in Redis for all nodes; while Redis is away, each node has one of its own for the caller.</summary>
internal sealed class SharedTokenBucket : ReplenishingRateLimiter
{
    private readonly SharedRedis _redis;
    private readonly TimeProvider _clock;
    private readonly RedisTokenBucketRateLimiter<string> _shared;
    private readonly TokenBucketRateLimiter _own;
    private long _usedAt;

    public SharedTokenBucket(SharedRedis redis, string caller, ApiRateLimit limit, TimeProvider clock)
    {
        (_redis, _clock, _usedAt) = (redis, clock, clock.GetTimestamp());
        _shared = new(redis.Key($"api:{caller}"), new()
        {
            ConnectionMultiplexerFactory = () => redis.Connection,
            TokenLimit = limit.Burst,
            TokensPerPeriod = limit.PerSecond,
            ReplenishmentPeriod = ReplenishmentPeriod,
        });
        _own = new(new()
        {
            TokenLimit = limit.Burst,
            TokensPerPeriod = limit.PerSecond,
            ReplenishmentPeriod = ReplenishmentPeriod,
            QueueLimit = 0,
            AutoReplenishment = false,
        });
    }

    public override TimeSpan ReplenishmentPeriod => TimeSpan.FromSeconds(1);

    public override bool IsAutoReplenishing => false;

    /// <summary>One that is idle is thrown away: not while the own bucket is not full, nor just after a request.</summary>
    public override TimeSpan? IdleDuration => _own.IdleDuration is null ? null : _clock.GetElapsedTime(Volatile.Read(ref _usedAt));

    public override bool TryReplenish() => _own.TryReplenish();

    public override RateLimiterStatistics? GetStatistics() => _own.GetStatistics();

    /// <summary>Redis cannot be asked without waiting: who asks so is refused and asks again in the other way.</summary>
    protected override RateLimitLease AttemptAcquireCore(int permitCount) => Refused.Instance;

    protected override ValueTask<RateLimitLease> AcquireAsyncCore(int permitCount, CancellationToken cancellationToken)
    {
        Volatile.Write(ref _usedAt, _clock.GetTimestamp());
        return _redis.AskAsync(_ => _shared.AcquireAsync(permitCount, cancellationToken).AsTask(), () => _own.AttemptAcquire(permitCount));
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _shared.Dispose();
            _own.Dispose();
        }

        base.Dispose(disposing);
    }

    protected override async ValueTask DisposeAsyncCore()
    {
        await _shared.DisposeAsync();
        await _own.DisposeAsync();
        await base.DisposeAsyncCore();
    }

    private sealed class Refused : RateLimitLease
    {
        public static readonly Refused Instance = new();

        public override bool IsAcquired => false;

        public override IEnumerable<string> MetadataNames => [];

        public override bool TryGetMetadata(string metadataName, out object? metadata)
        {
            metadata = null;
            return false;
        }
    }
}
