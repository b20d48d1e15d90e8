using System.Numerics;

namespace Cto.Domain;

/// <summary>The few statistics that the product uses; of nothing there is no statistic: <see langword="null"/>, never 0.</summary>
public static class Statistics
{
    /// <summary>The middle value; the mean of the two middle ones for an even number of values.</summary>
    public static double? Median(IEnumerable<double> values) => Percentile(values.ToArray().AsSpan(), 0.5);

    /// <summary>The arithmetic mean.</summary>
    public static double? Mean(IEnumerable<double> values)
    {
        var (sum, count) = (0.0, 0);
        foreach (var value in values)
        {
            sum += value;
            count++;
        }

        return count == 0 ? null : sum / count;
    }

    /// <summary>The value below which a share of the values lies: linear interpolation between the two nearest (type 7).</summary>
    /// <param name="values">Are reordered: only as much of the order is made as the answer needs.</param>
    /// <param name="share">From 0 (the smallest) to 1 (the largest).</param>
    public static double? Percentile<T>(Span<T> values, double share)
        where T : INumber<T>
    {
        ArgumentOutOfRangeException.ThrowIfNegative(share);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(share, 1);
        if (values.IsEmpty)
        {
            return null;
        }

        var rank = share * (values.Length - 1);
        var below = (int)rank;
        var low = double.CreateChecked(Selection.Place(values, below));
        if (rank == below)
        {
            return low;
        }

        // Everything after the placed value is at least as large: the next in order is the smallest of it.
        var high = double.CreateChecked(Selection.Smallest<T>(values[(below + 1)..]));
        return low + ((rank - below) * (high - low));
    }

    /// <summary>The median absolute deviation from the median, unscaled.</summary>
    public static double? MedianAbsoluteDeviation(IEnumerable<double> values)
    {
        var sample = values.ToArray();
        if (Percentile(sample.AsSpan(), 0.5) is not { } median)
        {
            return null;
        }

        for (var i = 0; i < sample.Length; i++)
        {
            sample[i] = Math.Abs(sample[i] - median);
        }

        return Percentile(sample.AsSpan(), 0.5);
    }

    /// <summary>How unevenly something is shared: Σ|xi−xj| / (2n²·mean), from 0 (all have the same) towards 1 (one has all). Values are not negative.</summary>
    public static double? Gini(IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        if (sorted.Length == 0)
        {
            return null;
        }

        // In order, Σ|xi−xj| over all pairs is 2·Σ(2i−n+1)·xi: no need to look at n² pairs.
        var (weighted, sum) = (0.0, 0.0);
        for (var i = 0; i < sorted.Length; i++)
        {
            weighted += ((2.0 * i) - sorted.Length + 1) * sorted[i];
            sum += sorted[i];
        }

        return sum == 0 ? 0 : weighted / (sorted.Length * sum);
    }
}
