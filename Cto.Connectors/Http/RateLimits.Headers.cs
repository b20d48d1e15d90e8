using System.Globalization;
using System.Net.Http.Headers;
using Cto.Domain.Sources;

namespace Cto.Connectors.Http;

// What answers say of limits.
internal sealed partial class RateLimits
{
    private const long LargestDelta = 60L * 24 * 3600;
    private const long EndOfTime = 253402300800;

    private static readonly string[] Families = ["X-RateLimit-", "RateLimit-", "X-Rate-Limit-"];

    /// <summary>The limit by any of the usual families of headers, its reset by our own clock; <see langword="null"/> when they are missing or make no sense.</summary>
    public static RateLimit? Read(HttpResponseHeaders headers, DateTimeOffset now)
    {
        foreach (var family in Families)
        {
            if (Text(headers, family + "Limit") is { } limit && Of(limit, Text(headers, family + "Remaining"), Text(headers, family + "Reset"), headers, now) is { } told)
            {
                return told;
            }
        }

        return Text(headers, "RateLimit") is { } field ? Structured(field, Text(headers, "RateLimit-Policy"), now) : null;
    }

    /// <summary>When to come back, from <c>Retry-After</c> in seconds or as a date; at most a day ahead. <see langword="null"/> when it is not said.</summary>
    public static DateTimeOffset? RetryAt(HttpResponseHeaders headers, DateTimeOffset now)
    {
        DateTimeOffset? at = headers.RetryAfter switch
        {
            { Delta: { } delta } => now + TimeSpan.FromSeconds(Math.Clamp(delta.TotalSeconds, 1, 86_400)),
            { Date: { } date } => date + Skew(headers, now),
            _ => null,
        };
        return at is null ? null : at < now ? now : at > now.AddDays(1) ? now.AddDays(1) : at.Value.ToUniversalTime();
    }

    /// <summary>A header's first value; <see langword="null"/> when it is missing.</summary>
    public static string? Text(HttpHeaders headers, string name) => headers.NonValidated.TryGetValues(name, out var values) ? values.ToString() : null;

    private static RateLimit? Of(string limits, string? remainings, string? resets, HttpResponseHeaders headers, DateTimeOffset now)
    {
        // Several windows stand in lists (1, 15000): the last is the longest, and the one that a short wait does not heal. Policies may follow one limit (100, 100;w=60).
        var remaining = Items(remainings);
        var limit = Items(limits);
        var index = remaining.Length - 1;
        return index >= 0 && index < limit.Length && Whole(limit[index]) is > 0 and <= int.MaxValue and { } allowed && Whole(remaining[index]) is >= 0 and { } left &&
            Items(resets) is { Length: > 0 } reset && Reset(reset[^1], headers, now) is { } at
            ? new((int)allowed, (int)Math.Min(left, allowed), at)
            : null;
    }

    /// <summary>Seconds from now, seconds or milliseconds since 1970, or an ISO 8601 instant: by what it can only be.</summary>
    private static DateTimeOffset? Reset(string text, HttpResponseHeaders headers, DateTimeOffset now)
    {
        if (!double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value))
        {
            return DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var instant) ? instant + Skew(headers, now) : null;
        }

        return value switch
        {
            <= LargestDelta => now.AddSeconds(value),
            < 100_000_000_000 => DateTimeOffset.FromUnixTimeMilliseconds((long)(value * 1000)) + Skew(headers, now),
            < EndOfTime * 1000.0 => DateTimeOffset.FromUnixTimeMilliseconds((long)value) + Skew(headers, now),
            _ => null,
        };
    }

    /// <summary>The drafts of the IETF: <c>"default";r=50;t=30</c> with the policy <c>"default";q=100;w=60</c>, or <c>limit=100, remaining=50, reset=30</c>.</summary>
    private static RateLimit? Structured(string field, string? policy, DateTimeOffset now)
    {
        var told = Parameters(field);
        var stated = Parameters(policy ?? "");
        var limit = told.GetValueOrDefault("limit") ?? stated.GetValueOrDefault("q");
        var left = told.GetValueOrDefault("remaining") ?? told.GetValueOrDefault("r");
        var reset = told.GetValueOrDefault("reset") ?? told.GetValueOrDefault("t") ?? stated.GetValueOrDefault("w");
        return limit is > 0 and <= int.MaxValue && left is >= 0 && reset is >= 0 and <= LargestDelta
            ? new((int)limit, (int)Math.Min(left.Value, limit.Value), now.AddSeconds(reset.Value))
            : null;
    }

    private static Dictionary<string, long?> Parameters(string field)
    {
        var found = new Dictionary<string, long?>(StringComparer.OrdinalIgnoreCase);
        foreach (var part in field.Split([';', ','], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            if (part.IndexOf('=', StringComparison.Ordinal) is > 0 and var equals && Whole(part[(equals + 1)..].Trim('"')) is { } value)
            {
                found.TryAdd(part[..equals], value);
            }
        }

        return found;
    }

    /// <summary>A clock that is minutes off would make us sleep through the window or not at all.</summary>
    private static TimeSpan Skew(HttpResponseHeaders headers, DateTimeOffset now) =>
        headers.Date is { } theirs && (now - theirs).Duration() > TimeSpan.FromMinutes(1) ? now - theirs : TimeSpan.Zero;

    private static string[] Items(string? text) => text?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) ?? [];

    private static long? Whole(string text) => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) ? value : null;
}
