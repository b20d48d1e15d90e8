using System.Globalization;

namespace Cto.Benchmarks.Web;

/// <summary>Sorted milliseconds as a line of text.</summary>
internal static class Percentiles
{
    public static string Text(IReadOnlyList<double> sorted) => sorted.Count == 0 ? "none measured" : string.Create(
        CultureInfo.InvariantCulture, $"p50 {Of(sorted, 0.5),6:N2}  p90 {Of(sorted, 0.9),6:N2}  p99 {Of(sorted, 0.99),6:N2}  worst {sorted[^1],7:N2} ms  (of {sorted.Count:N0})");

    private static double Of(IReadOnlyList<double> sorted, double share) => sorted[Math.Min(sorted.Count - 1, (int)(sorted.Count * share))];
}
