using Cto.Domain.Delivery;

namespace Cto.Insights.Delivery;

/// <summary>Spreads of durations as answers carry them.</summary>
internal static class DurationAnswers
{
    /// <summary>The spread of those that are known.</summary>
    public static Durations Of(IEnumerable<TimeSpan?> spans) =>
        DurationFigures.Of(spans.OfType<TimeSpan>()) is { } figures ? new(figures.MedianSeconds, figures.P75Seconds, figures.P90Seconds, figures.Count) : Durations.None;
}
