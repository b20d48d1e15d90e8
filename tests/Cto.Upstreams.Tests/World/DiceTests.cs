using Cto.Upstreams.World;

namespace Cto.Upstreams.Tests.World;

public sealed class DiceTests
{
    [Fact]
    public void A_topic_draws_the_same_on_every_machine_for_ever()
    {
        var dice = Dice.For(1, "github/pulls", "checkout-service");

        Assert.Equal([8, 89, 77, 30, 2], Enumerable.Range(0, 5).Select(_ => dice.Below(100)));
        Assert.Equal(1, Math.Round(dice.Skewed(1, 0), 9));
    }

    [Fact]
    public void Other_topics_and_other_seeds_draw_otherwise()
    {
        string[] drawn = [Dice.For(1, "a", "bc").Hex(16), Dice.For(1, "ab", "c").Hex(16), Dice.For(2, "a", "bc").Hex(16), Dice.For(1, "a").Hex(16)];

        Assert.Equal(4, drawn.Distinct().Count());
    }

    [Fact]
    public void What_is_skewed_has_its_median_where_it_was_put_and_a_long_tail()
    {
        var dice = Dice.For(1, "skew");
        double[] drawn = [.. Enumerable.Range(0, 10_000).Select(_ => dice.Skewed(100, 1)).Order()];

        Assert.InRange(drawn[5000], 95, 105);
        Assert.InRange(drawn.Average(), 150, 180);
    }
}
