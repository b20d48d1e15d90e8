namespace Cto.Grains.Widgets;

/// <summary>When a widget asks again: soon after a change, never so often that asking is all it does.</summary>
internal static class WidgetSchedule
{
    /// <summary>Changes that come together are answered together.</summary>
    public static readonly TimeSpan Settle = TimeSpan.FromMilliseconds(15);

    /// <summary>A rolling period is asked anew after this long, even if no fact changed.</summary>
    public static readonly TimeSpan Roll = TimeSpan.FromMinutes(5);

    /// <summary>The most that a page of changes in a row (a first sync) can put a refresh off.</summary>
    public static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(2);

    /// <summary>How long to wait before asking, given when the last answer came and how long it took: at most a fifth of the time goes into asking.</summary>
    public static TimeSpan Delay(DateTimeOffset now, DateTimeOffset lastAnsweredAt, TimeSpan lastTook)
    {
        var pause = lastTook * 4 < LongestPause ? lastTook * 4 : LongestPause;
        var until = lastAnsweredAt + pause - now;
        return until > Settle ? until : Settle;
    }

    /// <summary>How long to wait after a number of failures in a row: 1 s doubling up to a minute.</summary>
    public static TimeSpan AfterFailure(int failures) => TimeSpan.FromSeconds(Math.Min(60, Math.Pow(2, Math.Min(failures, 10) - 1)));
}
