using Cto.Web.Components.Format;

namespace Cto.Web.Tests.Components.Format;

public sealed class FormatTests
{
    private const string NoBreak = "\u00a0";

    [Theory]
    [InlineData(0, "0 s")]
    [InlineData(0.4, "< 1 s")]
    [InlineData(12, "12 s")]
    [InlineData(59.6, "1 min")]
    [InlineData(46 * 60, "46 min")]
    [InlineData((59 * 60) + 45, "1 h")]
    [InlineData((3 * 3600) + (20 * 60), "3 h 20 min")]
    [InlineData(4 * 3600, "4 h")]
    [InlineData(21 * 3600, "21 h")]
    [InlineData((23 * 3600) + 1799, "23 h")]
    [InlineData((23 * 3600) + 1801, "1 d")]
    [InlineData((3 * 86_400) + (4 * 3600), "3 d 4 h")]
    [InlineData(17 * 86_400, "17 d")]
    [InlineData(9_504_000_000, "110,000 d")]
    [InlineData(-3600, "−1 h")]
    public void A_duration_is_said_as_people_say_it(double seconds, string expected) =>
        Assert.Equal(expected, DurationText.Of(seconds).Replace(NoBreak, " ", StringComparison.Ordinal));

    [Theory]
    [InlineData(0d, "0")]
    [InlineData(0.001, "< 0.01")]
    [InlineData(0.14, "0.14")]
    [InlineData(0.996, "1")]
    [InlineData(4.24, "4.2")]
    [InlineData(9.96, "10")]
    [InlineData(38.4, "38")]
    [InlineData(1240.2, "1,240")]
    [InlineData(-3.1, "−3.1")]
    public void A_number_shows_what_tells(double value, string expected) => Assert.Equal(expected, NumberText.Of(value).Replace(NoBreak, " ", StringComparison.Ordinal));

    [Fact]
    public void No_data_is_a_dash_and_never_zero()
    {
        Assert.Equal("—", DurationText.Of(null));
        Assert.Equal("—", NumberText.Of(null));
        Assert.Equal("—", NumberText.Percent(null));
        Assert.Null(Change.OfAmount(null, 4, moreIsBetter: true));
        Assert.Null(Change.OfAmount(4, 0, moreIsBetter: true));
    }

    [Theory]
    [InlineData(91, 100, false, "9 % better", -1)]
    [InlineData(112, 100, true, "12 % better", 1)]
    [InlineData(88, 100, true, "12 % worse", -1)]
    [InlineData(100.2, 100, true, " unchanged", 0)]
    [InlineData(5000, 100, false, "> 1,000 % worse", 1)]
    [InlineData(0, 0, true, " unchanged", 0)]
    public void A_change_says_how_much_and_whether_that_is_better(double now, double before, bool moreIsBetter, string words, int direction)
    {
        var change = Change.OfAmount(now, before, moreIsBetter)!;

        Assert.Equal(words, $"{change.Size} {change.Word}".Replace(NoBreak, " ", StringComparison.Ordinal));
        Assert.Equal(direction, change.Direction);
    }

    [Fact]
    public void A_share_changes_by_points()
    {
        var change = Change.OfShare(0.078, 0.064, moreIsBetter: false)!;

        Assert.Equal("1.4 points worse", $"{change.Size} {change.Word}".Replace(NoBreak, " ", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(4, "now")]
    [InlineData(12, "12 s ago")]
    [InlineData(-300, "in 5 min")]
    [InlineData(7300, "2 h ago")]
    [InlineData(13 * 86_400, "13 d ago")]
    [InlineData(20 * 86_400, "1 Nov")]
    [InlineData(400 * 86_400, "17 Oct 2025")]
    public void An_instant_is_said_relative_to_now(int secondsAgo, string expected) =>
        Assert.Equal(expected, MomentText.Relative(Samples.Now.AddSeconds(-secondsAgo), Samples.Display).Replace(NoBreak, " ", StringComparison.Ordinal));

    [Fact]
    public void The_exact_instant_is_in_the_tenants_zone() => Assert.Equal("Sat 21 Nov 2026, 10:40:00 (Europe/Berlin)", MomentText.Exact(Samples.Now, Samples.Display));

    [Theory]
    [InlineData("https://github.example.com/a?b=c", "https://github.example.com/a?b=c")]
    [InlineData("javascript:alert(1)", null)]
    [InlineData("data:text/html,x", null)]
    [InlineData("/relative", null)]
    [InlineData(null, null)]
    public void Only_web_addresses_become_links(string? url, string? expected) => Assert.Equal(expected, SafeUrl.Of(url));
}
