namespace Cto.AppHost.Lifetime;

/// <summary>How long to wait before what has ended is started again: half a second, doubling to half a minute; what ran for long begins anew.</summary>
internal sealed class Backoff(TimeProvider clock)
{
    private static readonly TimeSpan Shortest = TimeSpan.FromSeconds(0.5);
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Stable = TimeSpan.FromMinutes(1);

    private long _since = clock.GetTimestamp();

    /// <summary>How often it has ended one after another.</summary>
    public int Failures { get; private set; }

    /// <summary>It has been started.</summary>
    public void Started() => _since = clock.GetTimestamp();

    /// <summary>It has ended.</summary>
    /// <returns>The pause before the next start.</returns>
    public TimeSpan Ended()
    {
        Failures = clock.GetElapsedTime(_since) > Stable ? 1 : Failures + 1;
        return TimeSpan.FromTicks(Math.Min(Longest.Ticks, Shortest.Ticks << Math.Min(Failures - 1, 10)));
    }
}
