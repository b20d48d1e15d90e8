using Cto.Domain.Sources;

namespace Cto.Domain.Tests.Sources;

public sealed class SettingDescriptorTests
{
    [Theory]
    [InlineData("12.50", null)]
    [InlineData("0", null)]
    [InlineData("-0.01", "must be a number from 0 to 1000000")]
    [InlineData("1000000.01", "must be a number from 0 to 1000000")]
    [InlineData("1e3", "must be a number from 0 to 1000000")]
    [InlineData("12,50", "must be a number from 0 to 1000000")]
    public void An_amount_of_money_may_have_decimals(string text, string? objection) => Assert.Equal(objection, MonthlyBudget.Setting.Objection(text));

    [Theory]
    [InlineData("10080", null)]
    [InlineData("10081", "must be a whole number from 1 to 10080")]
    [InlineData("1.5", "must be a whole number from 1 to 10080")]
    [InlineData("", "must be a whole number from 1 to 10080")]
    public void A_count_is_whole(string text, string? objection) => Assert.Equal(objection, Polling.Setting(TimeSpan.FromMinutes(5)).Objection(text));

    [Fact]
    public void A_number_without_bounds_is_none_below_nothing()
    {
        var number = new SettingDescriptor("n", "N", "A number.") { Type = SettingType.Number };

        Assert.Equal((null, "must be a whole number from 0 on"), (number.Objection("99999999999"), number.Objection("-1")));
    }
}
