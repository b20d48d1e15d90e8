namespace Cto.Insights;

/// <summary>The spread of a duration, in seconds; all are <see langword="null"/> when there was nothing to measure.</summary>
public sealed record Durations(double? MedianSeconds, double? P75Seconds, double? P90Seconds, int Count)
{
    public static Durations None { get; } = new(null, null, null, 0);
}
