using Cto.Domain.Catalogue;
using Cto.Domain.Sources;

namespace Cto.Domain.Tests.Sources;

public sealed class FactPageTests
{
    [Theory]
    [InlineData(0, new[] { 0 })]
    [InlineData(1, new[] { 1 })]
    [InlineData(3, new[] { 3 })]
    [InlineData(4, new[] { 3, 1 })]
    [InlineData(9, new[] { 3, 3, 3 })]
    public void A_page_is_split_into_parts_in_its_order(int facts, int[] sizes)
    {
        var page = Page(facts);

        var parts = page.Split(3).ToList();

        Assert.Equal(sizes, parts.Select(part => part.Facts.Count));
        Assert.Equal(page.Facts, parts.SelectMany(part => part.Facts));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    [InlineData(7)]
    public void What_holds_once_all_is_committed_comes_with_the_last_part_alone(int facts)
    {
        var page = Page(facts);

        var parts = page.Split(3).ToList();

        Assert.Equal(page with { Facts = parts[^1].Facts }, parts[^1]);
        Assert.All(parts.SkipLast(1), part => Assert.Equal(new FactPage { Facts = part.Facts, Progress = page.Progress, RateLimit = page.RateLimit }, part));
    }

    private static FactPage Page(int facts) => new()
    {
        Facts = [.. Enumerable.Range(1, facts).Select(number => new Team { Key = $"team/{number}", Name = $"Team {number}" })],
        Cursor = "behind",
        Withdrawn = [new(FactKinds.Team, "team/0")],
        Progress = new("teams", 0.5),
        RateLimit = new(100, 99, DateTimeOffset.UnixEpoch),
        Cost = 0.01m,
        Warnings = ["A team hides its members."],
    };
}
