namespace Cto.Grains.Sources;

/// <summary>Records a second, over the last ten seconds of a sync.</summary>
internal sealed class SyncMeter(TimeProvider clock)
{
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(10);
    private readonly Queue<(long At, long Done)> _samples = new([(clock.GetTimestamp(), 0)]);
    private long _done;

    /// <summary>Counts records in and tells the rate; 0 before any time has passed.</summary>
    public double Add(long records)
    {
        var now = clock.GetTimestamp();
        _done += records;
        while (_samples.Count > 1 && clock.GetElapsedTime(_samples.Peek().At, now) > Window)
        {
            _samples.Dequeue();
        }

        var (at, done) = _samples.Peek();
        _samples.Enqueue((now, _done));
        var seconds = clock.GetElapsedTime(at, now).TotalSeconds;
        return seconds > 0 ? Math.Round((_done - done) / seconds, 1) : 0;
    }
}
