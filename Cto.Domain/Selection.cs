using System.Numerics;

namespace Cto.Domain;

/// <summary>Finds the k-th smallest of many values without sorting them.</summary>
internal static class Selection
{
    // Below this the sort of the framework is faster than partitioning.
    private const int SortBelow = 64;

    /// <summary>Reorders until the k-th smallest stands at <paramref name="k"/>, nothing larger before it and nothing smaller after it.</summary>
    public static T Place<T>(Span<T> values, int k)
        where T : INumber<T>
    {
        var (low, high) = (0, values.Length - 1);
        while (high - low >= SortBelow)
        {
            var (left, right) = Partition(values, low, high);
            if (k <= right)
            {
                high = right;
            }
            else if (k >= left)
            {
                low = left;
            }
            else
            {
                return values[k];
            }
        }

        values[low..(high + 1)].Sort();
        return values[k];
    }

    public static T Smallest<T>(ReadOnlySpan<T> values)
        where T : INumber<T>
    {
        var smallest = values[0];
        foreach (var value in values)
        {
            smallest = T.Min(smallest, value);
        }

        return smallest;
    }

    // Hoare's partition stops on equal values, so many equal ones (or sorted input) do not make it quadratic.
    private static (int Left, int Right) Partition<T>(Span<T> values, int low, int high)
        where T : INumber<T>
    {
        var pivot = MedianOfThree(values[low], values[low + ((high - low) / 2)], values[high]);
        var (left, right) = (low, high);
        while (left <= right)
        {
            while (values[left] < pivot)
            {
                left++;
            }

            while (values[right] > pivot)
            {
                right--;
            }

            if (left <= right)
            {
                (values[left], values[right]) = (values[right], values[left]);
                left++;
                right--;
            }
        }

        return (left, right);
    }

    private static T MedianOfThree<T>(T a, T b, T c)
        where T : INumber<T> =>
        T.Max(T.Min(a, b), T.Min(T.Max(a, b), c));
}
