using Cto.Domain.Sources;

namespace Cto.Domain.Tests.Sources;

public sealed class MonthlyBudgetTests
{
    [Theory]
    [InlineData("10", 10)]
    [InlineData(" 2.50 ", 2.5)]
    [InlineData("1e1", 10)]
    [InlineData("0", 0)]
    // What the form takes for a number and cannot be spent is never "no cap".
    [InlineData("-5", 0)]
    [InlineData("NaN", 0)]
    [InlineData("1e300", 0)]
    public void A_budget_that_is_given_is_a_cap(string text, double dollars) => Assert.Equal((decimal)dollars, Of(text));

    [Theory]
    [InlineData(null)]
    [InlineData(" ")]
    public void Only_without_one_there_is_no_cap(string? text) => Assert.Null(Of(text));

    private static decimal? Of(string? text) => MonthlyBudget.Of(new(text is null ? [] : new Dictionary<string, string> { [MonthlyBudget.Setting.Name] = text }));
}
