using FsCheck;
using FsCheck.Fluent;

namespace Cto.Domain.Tests;

public sealed class StatisticsTests
{
    [Theory]
    [InlineData(new double[] { 7 }, 7)]
    [InlineData(new double[] { 3, 1, 2 }, 2)]
    [InlineData(new double[] { 4, 1, 3, 2 }, 2.5)]
    [InlineData(new double[] { 1, 1, 9, 9 }, 5)]
    public void The_median_of_an_even_number_is_the_mean_of_the_two_in_the_middle(double[] values, double median) =>
        Assert.Equal(median, Statistics.Median(values));

    // By R: quantile(c(15, 20, 35, 40, 50), type = 7)
    [Theory]
    [InlineData(0, 15)]
    [InlineData(0.05, 16)]
    [InlineData(0.4, 29)]
    [InlineData(0.75, 40)]
    [InlineData(0.9, 46)]
    [InlineData(1, 50)]
    public void Percentiles_are_interpolated_between_neighbours(double share, double value) =>
        Assert.Equal(value, Statistics.Percentile<double>([50, 15, 40, 20, 35], share)!.Value, 9);

    [Fact]
    public void Of_nothing_there_is_no_statistic()
    {
        Assert.Null(Statistics.Median([]));
        Assert.Null(Statistics.Mean([]));
        Assert.Null(Statistics.Percentile<int>([], 0.9));
        Assert.Null(Statistics.MedianAbsoluteDeviation([]));
        Assert.Null(Statistics.Gini([]));
    }

    [Theory]
    [InlineData(-0.01)]
    [InlineData(1.01)]
    public void A_share_lies_between_0_and_1(double share) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Statistics.Percentile<double>([1], share));

    [Fact]
    public void The_median_absolute_deviation_ignores_one_outlier() =>
        Assert.Equal(1, Statistics.MedianAbsoluteDeviation([1, 1, 2, 2, 4, 6, 9]));

    [Theory]
    [InlineData(new double[] { 5, 5, 5 }, 0)]
    [InlineData(new double[] { 0, 0, 0, 8 }, 0.75)]
    [InlineData(new double[] { 1, 3 }, 0.25)]
    [InlineData(new double[] { 0, 0 }, 0)]
    public void Gini_is_0_when_all_have_the_same_and_grows_with_unevenness(double[] values, double gini) =>
        Assert.Equal(gini, Statistics.Gini(values)!.Value, 9);

    [Fact]
    public void A_percentile_by_selection_is_the_percentile_by_sorting() => Check.QuickThrowOnFailure(Prop.ForAll(
        ArbMap.Default.ArbFor<int[]>(), Gen.Choose(0, 100).ToArbitrary(),
        (values, percent) => Statistics.Percentile(values.ToArray().AsSpan(), percent / 100.0) == BySorting(values, percent / 100.0)));

    [Theory]
    [InlineData(100_000, 100_000)]
    [InlineData(100_000, 3)]
    [InlineData(1_000, 1)]
    public void Large_samples_and_many_equal_values_are_selected_rightly(int count, int distinct)
    {
        var random = new Random(count + distinct);
        var values = Enumerable.Range(0, count).Select(_ => random.Next(distinct)).ToArray();
        foreach (var share in new[] { 0, 0.5, 0.75, 0.9, 0.999, 1 })
        {
            Assert.Equal(BySorting(values, share), Statistics.Percentile(values.ToArray().AsSpan(), share));
            Assert.Equal(BySorting(values, share), Statistics.Percentile(values.Order().ToArray().AsSpan(), share));
        }
    }

    [Fact]
    public void A_percentile_grows_with_its_share_and_stays_within_the_values() => Check.QuickThrowOnFailure(Prop.ForAll(
        ArbMap.Default.ArbFor<NonEmptyArray<int>>(), Gen.Choose(0, 99).ToArbitrary(),
        (values, percent) =>
        {
            var (low, high) = (Statistics.Percentile(values.Get.ToArray().AsSpan(), percent / 100.0), Statistics.Percentile(values.Get.ToArray().AsSpan(), (percent + 1) / 100.0));
            return low <= high && low >= values.Get.Min() && high <= values.Get.Max();
        }));

    [Fact]
    public void Gini_is_what_its_definition_says_and_does_not_depend_on_the_unit() => Check.QuickThrowOnFailure(Prop.ForAll(
        Gen.Choose(0, 1000).NonEmptyListOf().ToArbitrary(), Gen.Choose(1, 9).ToArbitrary(),
        (values, unit) =>
        {
            var shares = values.Select(value => (double)value).ToArray();
            var sum = shares.Sum();
            var defined = sum == 0 ? 0 : shares.SelectMany(x => shares.Select(y => Math.Abs(x - y))).Sum() / (2 * shares.Length * sum);
            var gini = Statistics.Gini(shares)!.Value;
            return Math.Abs(gini - defined) < 1e-9 && gini is >= -1e-9 and < 1 && Math.Abs(gini - Statistics.Gini(shares.Select(value => value * unit))!.Value) < 1e-9;
        }));

    [Fact]
    public void The_deviation_does_not_move_with_the_values() => Check.QuickThrowOnFailure(Prop.ForAll(
        ArbMap.Default.ArbFor<NonEmptyArray<short>>(), ArbMap.Default.ArbFor<short>(),
        (values, shift) => Statistics.MedianAbsoluteDeviation(values.Get.Select(value => (double)value)) is >= 0 and var spread
            && spread == Statistics.MedianAbsoluteDeviation(values.Get.Select(value => (double)value + shift))));

    private static double? BySorting(int[] values, double share)
    {
        if (values.Length == 0)
        {
            return null;
        }

        var sorted = values.Order().ToArray();
        var rank = share * (sorted.Length - 1);
        var low = (double)sorted[(int)Math.Floor(rank)];
        return rank == Math.Floor(rank) ? low : low + ((rank - Math.Floor(rank)) * (sorted[(int)Math.Ceiling(rank)] - low));
    }
}
