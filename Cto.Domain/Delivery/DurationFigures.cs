namespace Cto.Domain.Delivery;

/// <summary>How long something takes: the middle and the slow ends, in seconds, with how many were measured.</summary>
public sealed record DurationFigures(double MedianSeconds, double P75Seconds, double P90Seconds, int Count)
{
    /// <param name="seconds">Are reordered.</param>
    /// <returns><see langword="null"/> when there was nothing to measure.</returns>
    public static DurationFigures? Of(Span<int> seconds) => seconds.IsEmpty
        ? null
        : new(Statistics.Percentile(seconds, 0.5)!.Value, Statistics.Percentile(seconds, 0.75)!.Value, Statistics.Percentile(seconds, 0.9)!.Value, seconds.Length);

    /// <returns><see langword="null"/> when there was nothing to measure.</returns>
    public static DurationFigures? Of(IEnumerable<TimeSpan> spans) => Of(spans.Select(span => (int)Math.Round(span.TotalSeconds)).ToArray());
}
