using System.Globalization;
using Cto.Domain.Sources;

namespace Cto.Connectors.Http;

/// <summary>The latest calls of a sliding window, some of them in the near future: reserved, in the order in which they were asked for.</summary>
internal sealed class StatedWindow(StatedLimit limit)
{
    // The last calls that fit, as a ring: the oldest of them says when the next may be.
    private readonly DateTimeOffset[] _calls = new DateTimeOffset[RateBudget.OurShare(limit.Requests)];
    private long _taken;
    private DateTimeOffset _last;

    /// <summary>The limit as all nodes keep it. Sources that state different amounts share it all the same: its name does not say how much it is.</summary>
    public CountedLimit Shared { get; } = new(
        string.Create(CultureInfo.InvariantCulture, $"{limit.Bucket}/{limit.Window.TotalMilliseconds:0}"), RateBudget.OurShare(limit.Requests), limit.Window);

    /// <summary>What the vendor's documentation says, after its name.</summary>
    public string Why => string.Create(CultureInfo.InvariantCulture, $"{_calls.Length:N0} of {limit.Requests:N0} requests in {Words(limit.Window)} are used; the rest is left to others.");

    public bool Counts(string bucket) => limit.Bucket is null || limit.Bucket == bucket;

    /// <summary>The first instant, from one on, at which a call keeps the limit: after the calls before it, and a window after the last that it must not meet.</summary>
    public DateTimeOffset NextAt(DateTimeOffset from)
    {
        var at = _last > from ? _last : from;
        return _taken >= _calls.Length && _calls[_taken % _calls.Length] + limit.Window is var free && free > at ? free : at;
    }

    public void Take(DateTimeOffset at)
    {
        _last = at > _last ? at : _last;
        _calls[_taken++ % _calls.Length] = _last;
    }

    /// <summary>How much is used; <see langword="null"/> when nothing is.</summary>
    public RateLimit? State(DateTimeOffset now)
    {
        var (used, first) = (0, _last);
        for (var back = 1; back <= Math.Min(_taken, _calls.Length) && _calls[(_taken - back) % _calls.Length] is var call && call + limit.Window > now; back++)
        {
            (used, first) = (back, call);
        }

        return used == 0 ? null : new(limit.Requests, limit.Requests - used, first + limit.Window);
    }

    /// <summary>How much all nodes have used; <see langword="null"/> when nothing is.</summary>
    public RateLimit? State(LimitUse use, DateTimeOffset now) =>
        use.Calls == 0 ? null : new(limit.Requests, Math.Max(0, limit.Requests - use.Calls), now + use.Ends);

    private static string Words(TimeSpan window) => window switch
    {
        { TotalDays: >= 1 } => string.Create(CultureInfo.InvariantCulture, $"{window.TotalDays:0.#} d"),
        { TotalHours: >= 1 } => string.Create(CultureInfo.InvariantCulture, $"{window.TotalHours:0.#} h"),
        { TotalMinutes: >= 1 } => string.Create(CultureInfo.InvariantCulture, $"{window.TotalMinutes:0.#} min"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{window.TotalSeconds:0.#} s"),
    };
}
