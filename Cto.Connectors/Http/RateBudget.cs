using System.Globalization;
using Cto.Domain.Sources;

namespace Cto.Connectors.Http;

/// <summary>What one credential may still ask of its vendor: what the vendor told, what it asked for, and what its documentation states.</summary>
internal sealed class RateBudget(string limitKey, IReadOnlyList<StatedLimit> stated)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, Bucket> _buckets = new(StringComparer.Ordinal);
    private readonly StatedWindow[] _stated = [.. stated.Select(limit => new StatedWindow(limit))];

    public RefusalStreak Refusals { get; } = new();

    /// <summary>The credential's name for other nodes, which shows no secret.</summary>
    public string Credential { get; } = AccessToken.Identity(limitKey);

    /// <summary>Lets a call in by what the vendor told last; calls in flight count as used. Each that got in must leave.</summary>
    /// <returns><see langword="null"/> when it is in.</returns>
    public LimitBarrier? Enter(string name, DateTimeOffset now)
    {
        lock (_gate)
        {
            var bucket = Of(name);
            if (bucket.ClosedUntil > now)
            {
                return new(bucket.ClosedUntil, "asked us to wait.");
            }

            if (bucket.Told is { } told && told.ResetsAt > now && told.Limit - told.Remaining + bucket.InFlight is var used && used >= OurShare(told.Limit))
            {
                return new(told.ResetsAt, string.Create(CultureInfo.InvariantCulture, $"{used:N0} of {told.Limit:N0} requests are used; the rest is left to others."));
            }

            bucket.InFlight++;
            return null;
        }
    }

    public void Leave(string name)
    {
        lock (_gate)
        {
            Of(name).InFlight--;
        }
    }

    /// <summary>The stated limits that count a call.</summary>
    public IReadOnlyList<CountedLimit> Limits(string name) => [.. Windows(name).Select(window => window.Shared)];

    /// <summary>Takes the next free place in every stated window, if it is free before our patience ends.</summary>
    /// <remarks>It is not before the place among all nodes, and usually that: later only where this node used much while nobody counted for all.</remarks>
    /// <param name="name">The bucket.</param>
    /// <param name="now">The instant.</param>
    /// <param name="patience">When it ends.</param>
    /// <param name="place">Among all nodes; <see langword="null"/> when this one counts by itself.</param>
    /// <returns>When the place is, or why there is none in time; <see langword="null"/> when it is now.</returns>
    public LimitBarrier? Reserve(string name, DateTimeOffset now, DateTimeOffset patience, SharedPlace? place)
    {
        lock (_gate)
        {
            var windows = Windows(name);
            var (at, tightest) = (now + (place?.Wait ?? TimeSpan.Zero), windows.FirstOrDefault(window => window.Shared == place?.Tightest));
            if (place is not null)
            {
                Of(name).Shared = [.. windows.Zip(place.Use, (window, use) => window.State(use, now)).OfType<RateLimit>()];
            }

            foreach (var window in windows)
            {
                var free = window.NextAt(at);
                (at, tightest) = free > at ? (free, window) : (at, tightest);
            }

            if (at <= patience)
            {
                Array.ForEach(windows, window => window.Take(at));
            }

            return tightest is null ? null : new(at, tightest.Why);
        }
    }

    public void Observe(string name, RateLimit limit)
    {
        lock (_gate)
        {
            // Concurrent answers arrive out of order: within one window only the lower rest is news.
            var bucket = Of(name);
            bucket.Told = bucket.Told is { } known && IsSame(known.ResetsAt, limit.ResetsAt) && known.Remaining < limit.Remaining ? known : limit;
        }
    }

    /// <summary>The vendor asked us to wait: nobody calls before that.</summary>
    public void Close(string name, DateTimeOffset until)
    {
        lock (_gate)
        {
            // Refusals arrive out of order too, and from other nodes.
            var bucket = Of(name);
            bucket.ClosedUntil = until > bucket.ClosedUntil ? until : bucket.ClosedUntil;
        }
    }

    /// <summary>The limit of which the largest share is used.</summary>
    public RateLimit? Tightest(DateTimeOffset now)
    {
        lock (_gate)
        {
            return _buckets.Values.Select(bucket => bucket.Told).OfType<RateLimit>()
                .Concat(_stated.Select(window => window.State(now)).OfType<RateLimit>())
                .Concat(_buckets.Values.SelectMany(bucket => bucket.Shared).Where(limit => limit.ResetsAt > now))
                .MaxBy(limit => (InForce: limit.ResetsAt > now, Used: 1 - ((double)limit.Remaining / limit.Limit)));
        }
    }

    /// <summary>Whether forgetting it changes nothing.</summary>
    public bool IsIdle(DateTimeOffset now)
    {
        lock (_gate)
        {
            return !Refusals.IsOpen && _stated.All(window => window.State(now) is null) &&
                _buckets.Values.All(bucket => bucket.InFlight == 0 && bucket.ClosedUntil <= now && !(bucket.Told?.ResetsAt > now));
        }
    }

    /// <summary>Nine tenths, but at least one.</summary>
    public static int OurShare(int limit) => Math.Max(1, (int)(limit * 0.9));

    /// <summary>Resets that are told in whole seconds from now are the same window although their instants differ a little.</summary>
    private static bool IsSame(DateTimeOffset one, DateTimeOffset other) => (one - other).Duration() < TimeSpan.FromSeconds(1);

    private StatedWindow[] Windows(string name) => Array.FindAll(_stated, window => window.Counts(name));

    private Bucket Of(string name)
    {
        if (!_buckets.TryGetValue(name, out var bucket))
        {
            _buckets[name] = bucket = new();
        }

        return bucket;
    }

    private sealed class Bucket
    {
        public RateLimit? Told { get; set; }

        /// <summary>What all nodes had used at the last call from here.</summary>
        public IReadOnlyList<RateLimit> Shared { get; set; } = [];

        public DateTimeOffset ClosedUntil { get; set; }

        public int InFlight { get; set; }
    }
}
