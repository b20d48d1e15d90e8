namespace Cto.Domain.Sources;

/// <summary>How far what is stored is behind upstream.</summary>
public static class Lag
{
    /// <summary>Seconds since the instant up to which everything upstream is known: the start of the last pull that reached the end.</summary>
    /// <returns><see langword="null"/> while none has reached it.</returns>
    public static double? Seconds(DateTimeOffset? knownUntil, DateTimeOffset now) => knownUntil is { } known ? Math.Max(0, (now - known).TotalSeconds) : null;
}
