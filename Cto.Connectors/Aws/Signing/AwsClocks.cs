using System.Collections.Concurrent;

namespace Cto.Connectors.Aws.Signing;

/// <summary>The time as AWS' servers have it: signatures are refused when ours is more than a few minutes off.</summary>
internal sealed class AwsClocks(TimeProvider clock)
{
    private static readonly TimeSpan Noticeable = TimeSpan.FromSeconds(30);

    private readonly ConcurrentDictionary<string, TimeSpan> _offsets = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The time at a host, as it last told.</summary>
    public DateTimeOffset Now(string host) => clock.GetUtcNow() + _offsets.GetValueOrDefault(host);

    /// <summary>Takes a host's time over; whether that is news, so that another try makes sense.</summary>
    public bool Correct(string host, DateTimeOffset theirs)
    {
        var news = (theirs - Now(host)).Duration() > Noticeable;
        _offsets[host] = theirs - clock.GetUtcNow();
        return news;
    }
}
