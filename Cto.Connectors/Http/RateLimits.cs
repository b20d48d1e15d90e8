using System.Collections.Concurrent;
using System.Globalization;
using System.Net.Http.Headers;
using Cto.Domain.Sources;

namespace Cto.Connectors.Http;

/// <summary>The vendors' limits as they last told them, and our own rule: the last tenth is left to others who use the same credentials.</summary>
internal sealed class RateLimits(TimeProvider clock)
{
    private const double OurShare = 0.9;

    private readonly ConcurrentDictionary<string, RateLimit> _known = new(StringComparer.Ordinal);

    /// <summary>The limit as last told; <see langword="null"/> when never told.</summary>
    public RateLimit? Of(string key) => _known.GetValueOrDefault(key);

    public void Observe(string key, RateLimit limit)
    {
        // Concurrent answers arrive out of order: within one window only the lower rest is news.
        _known.AddOrUpdate(key, limit, (_, known) => known.ResetsAt == limit.ResetsAt && known.Remaining < limit.Remaining ? known : limit);
    }

    /// <summary>Refuses a call that would take more than our share of the current window.</summary>
    /// <exception cref="SourceException">It would; <see cref="SourceException.RetryAt"/> is the start of the next window.</exception>
    public void Claim(string key, string vendor)
    {
        if (_known.TryGetValue(key, out var limit) && limit.ResetsAt > clock.GetUtcNow() && limit.Limit - limit.Remaining >= limit.Limit * OurShare)
        {
            throw new SourceException(SourceFault.Throttled, $"{vendor}: {limit.Limit - limit.Remaining} of {limit.Limit} requests are used; the rest is left to others.")
            {
                RetryAt = limit.ResetsAt,
            };
        }
    }

    /// <summary>The <c>X-RateLimit-*</c> headers, the reset by our own clock; <see langword="null"/> when they are missing or make no sense.</summary>
    public static RateLimit? Read(HttpResponseHeaders headers, DateTimeOffset now)
    {
        if (Number(headers, "X-RateLimit-Limit") is not (> 0 and <= int.MaxValue and { } limit) ||
            Number(headers, "X-RateLimit-Remaining") is not (>= 0 and { } remaining) ||
            Number(headers, "X-RateLimit-Reset") is not (> 0 and < 253402300800_000 and { } reset))
        {
            return null;
        }

        // Seconds, though some servers say milliseconds.
        var at = reset < 253402300800 ? DateTimeOffset.FromUnixTimeSeconds(reset) : DateTimeOffset.FromUnixTimeMilliseconds(reset);
        // A clock that is minutes off would sleep through the window or not at all.
        var skew = headers.Date is { } theirs && (now - theirs).Duration() > TimeSpan.FromMinutes(1) ? now - theirs : TimeSpan.Zero;
        return new((int)limit, (int)Math.Min(remaining, limit), at + skew);
    }

    /// <summary>When to come back, from <c>Retry-After</c> in seconds or as a date; at most a day ahead. <see langword="null"/> when it is not said.</summary>
    public static DateTimeOffset? RetryAt(HttpResponseHeaders headers, DateTimeOffset now)
    {
        DateTimeOffset? at = headers.RetryAfter switch
        {
            { Delta: { } delta } => now + TimeSpan.FromSeconds(Math.Clamp(delta.TotalSeconds, 1, 86_400)),
            { Date: { } date } => date,
            _ => null,
        };
        return at is null ? null : at < now ? now : at > now.AddDays(1) ? now.AddDays(1) : at.Value.ToUniversalTime();
    }

    /// <summary>A header's first value; <see langword="null"/> when it is missing.</summary>
    public static string? Text(HttpHeaders headers, string name) => headers.NonValidated.TryGetValues(name, out var values) ? values.ToString() : null;

    private static long? Number(HttpHeaders headers, string name) =>
        long.TryParse(Text(headers, name), NumberStyles.None, CultureInfo.InvariantCulture, out var value) ? value : null;
}
