using System.Globalization;

namespace Cto.Connectors.Git;

/// <summary>Counts dates that cannot be right and says what they do to the numbers.</summary>
/// <param name="now">What is in the future is later than this.</param>
internal sealed class TimeWarnings(DateTimeOffset now)
{
    /// <summary>Clocks of honest machines differ by as much.</summary>
    private static readonly TimeSpan Tolerance = TimeSpan.FromMinutes(5);

    private int _future;
    private int _skewed;
    private DateTimeOffset _latest;

    /// <param name="earlier">What comes first: when a commit was written.</param>
    /// <param name="later">What comes after it: when it was committed, or released.</param>
    public void Look(DateTimeOffset earlier, DateTimeOffset later)
    {
        var last = earlier > later ? earlier : later;
        if (last > now + Tolerance)
        {
            _future++;
            _latest = last > _latest ? last : _latest;
        }

        if (earlier > later + Tolerance)
        {
            _skewed++;
        }
    }

    public IEnumerable<string> Say(string things)
    {
        if (_future > 0)
        {
            yield return string.Create(CultureInfo.InvariantCulture,
                $"{_future} {things} are dated in the future (the latest {_latest:yyyy-MM-dd HH:mm} UTC). They are kept and count once a period reaches them.");
        }

        if (_skewed > 0)
        {
            yield return string.Create(CultureInfo.InvariantCulture,
                $"{_skewed} {things} are dated before they were written (a clock that is off). They are kept; spans that come out negative are excluded and listed.");
        }
    }
}
