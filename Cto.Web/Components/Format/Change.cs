namespace Cto.Web.Components.Format;

/// <summary>How a number moved against an earlier one, in words: direction, size, and whether that is better.</summary>
/// <param name="Size">The size without a sign: <c>9 %</c>, <c>1.4 points</c>.</param>
/// <param name="Direction">1 up, -1 down, 0 unchanged.</param>
/// <param name="Better"><see langword="null"/> where neither direction is better, or nothing changed.</param>
public sealed record Change(string Size, int Direction, bool? Better)
{
    private const double Unchanged = 0.005;

    /// <summary>Beyond ten times as much, the percentage says nothing any more.</summary>
    private const double Beyond = 10;

    /// <summary>The direction in a word.</summary>
    public string Word => (Direction, Better) switch
    {
        (0, _) => "unchanged",
        (_, true) => "better",
        (_, false) => "worse",
        (> 0, null) => "more",
        _ => "less",
    };

    /// <summary>The change of an amount in percent of the earlier one.</summary>
    /// <returns><see langword="null"/> when either is unknown, or when the earlier one is 0 and the later is not: no percentage says that.</returns>
    public static Change? OfAmount(double? now, double? before, bool? moreIsBetter)
    {
        if (now is not { } later || before is not { } earlier || (earlier == 0 && later != 0))
        {
            return null;
        }

        var ratio = earlier == 0 ? 0 : (later - earlier) / Math.Abs(earlier);
        return Of(ratio, Math.Abs(ratio) > Beyond ? $">\u00a0{NumberText.Percent(Beyond)}" : NumberText.Percent(Math.Abs(ratio)), moreIsBetter);
    }

    /// <summary>The change of a share (0 to 1) in percentage points.</summary>
    /// <returns><see langword="null"/> when either is unknown.</returns>
    public static Change? OfShare(double? now, double? before, bool? moreIsBetter)
    {
        if (now is not { } later || before is not { } earlier)
        {
            return null;
        }

        var points = (later - earlier) * 100;
        return Of(points / 10, $"{NumberText.Of(Math.Abs(points))}\u00a0points", moreIsBetter);
    }

    private static Change Of(double ratio, string size, bool? moreIsBetter)
    {
        var direction = Math.Abs(ratio) < Unchanged ? 0 : Math.Sign(ratio);
        return direction == 0 ? new("", 0, null) : new(size, direction, moreIsBetter is null ? null : moreIsBetter == direction > 0);
    }
}
