using System.Xml.Linq;
using Cto.Web.Components.Charts;
using Cto.Web.Components.Widgets;

namespace Cto.Web.Tests.Components.Charts;

public sealed class ChartTests
{
    [Theory]
    [InlineData(8, true, 8, 5)]
    [InlineData(1, true, 1, 2)]
    [InlineData(3, true, 3, 4)]
    [InlineData(97, true, 100, 5)]
    [InlineData(0, true, 1, 2)]
    [InlineData(0.31, false, 0.4, 5)]
    public void An_axis_of_numbers_ends_at_a_round_top(double largest, bool whole, double top, int ticks)
    {
        var scale = Scale.OfNumbers(largest, whole);

        Assert.Equal(top, scale.Top, 9);
        Assert.Equal(ticks, scale.Ticks.Count);
        Assert.True(scale.Top >= largest);
    }

    [Theory]
    [InlineData(70, 90)]
    [InlineData(75_000, 86_400)]
    [InlineData(400_000, 518_400)]
    [InlineData(900_000_000, 1_009_152_000)]
    public void An_axis_of_durations_has_steps_of_whole_units(double largest, double top)
    {
        var scale = Scale.OfDurations(largest);

        Assert.Equal(top, scale.Top);
        Assert.InRange(scale.Ticks.Count, 2, 6);
    }

    [Fact]
    public void A_line_breaks_where_there_is_no_value_and_a_lone_point_is_a_dot()
    {
        var path = new LinePath([1, 2, null, 4], index => index, value => value, 10);

        Assert.Equal("M0 1h0L1 2M3 4h0", path.Line);
        Assert.Equal("M1 2L3 4", path.Gaps);
        Assert.Equal("M3 4h0", path.End);
    }

    [Fact]
    public void A_column_starts_where_the_one_below_ends()
    {
        var data = Data(new("Good", [2], Ink.First), new("Bad", [2], Ink.Bad));

        var plot = ColumnPlot.Draw(data, literal: false);

        Assert.Contains("M2 200h6V400h-6z", plot, StringComparison.Ordinal);
        Assert.Contains("M2 0h6V200h-6z", plot, StringComparison.Ordinal);
    }

    [Fact]
    public void Labels_are_few_and_the_last_one_is_there()
    {
        var labelled = Axes.Labelled(30).ToList();

        Assert.Equal(29, labelled[^1]);
        Assert.InRange(labelled.Count, 4, 7);
    }

    [Fact]
    public async Task The_table_beside_a_chart_says_the_same_and_more()
    {
        var figure = await Rendered.DocumentOf<ChartFigure>(("Data", AnswerCharts.Of(Samples.Deployments())), ("Columns", true));

        Assert.Equal(30, figure.QuerySelectorAll("tbody tr").Length);
        Assert.Equal(["Day", "Succeeded", "Failed run"], figure.QuerySelectorAll("thead th").Select(cell => cell.TextContent));
        Assert.Equal("Sat 21 Nov 2026", figure.QuerySelector("tbody tr:last-child th")!.TextContent);
        Assert.Equal("true", figure.QuerySelector("svg")!.GetAttribute("aria-hidden"));
    }

    [Fact]
    public void Text_in_a_picture_is_encoded()
    {
        var svg = SvgFile.OfBars("<script>alert(1)</script>", "now", [new("<b>&\"'", 1, "1", null)]);

        var picture = XDocument.Parse(svg);
        Assert.Equal("<script>alert(1)</script>", picture.Root!.Elements().First().Value);
        Assert.DoesNotContain("<b>", svg, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_drawn_answer_is_a_picture_that_stands_alone()
    {
        object[] answers =
        [
            Samples.Dora(), Samples.Deployments(), Samples.LeadTime(), Samples.CycleTime(), Samples.ChangeFailures(), Samples.ReviewLoad(), Samples.OpenPullRequests(),
        ];
        foreach (var answer in answers)
        {
            var svg = AnswerPicture.Of(Samples.Reply("x", answer));

            Assert.NotNull(svg);
            Assert.Equal("svg", XDocument.Parse(svg).Root!.Name.LocalName);
            Assert.DoesNotContain("class=", svg, StringComparison.Ordinal);
            Assert.DoesNotContain("var(", svg, StringComparison.Ordinal);
        }
    }

    private static ChartData Data(params IReadOnlyList<ChartSeries> series) => new()
    {
        Title = "Things",
        Along = "Day",
        Labels = ["a"],
        Names = ["a"],
        Series = series,
        Unit = ChartUnit.Count,
    };
}
