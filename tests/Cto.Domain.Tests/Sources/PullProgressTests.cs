using Cto.Domain.Sources;

namespace Cto.Domain.Tests.Sources;

public sealed class PullProgressTests
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 21, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(3, 12, 0.25)]
    [InlineData(12, 12, 1)]
    [InlineData(13, 12, 1)]
    [InlineData(0, 12, 0)]
    public void The_share_is_of_what_there_is_and_never_more_than_all(long done, long total, double share) => Assert.Equal(share, PullProgress.Of(done, total, "pages").Share);

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    public void Nobody_knows_the_share_of_an_unknown_whole(long total) => Assert.Null(PullProgress.Of(3, total, "pages").Share);

    [Fact]
    public void Time_is_a_whole_too()
    {
        Assert.Equal(0.75, PullProgress.Until(Noon.AddDays(3), Noon, Noon.AddDays(4), "alerts").Share);
        Assert.Null(PullProgress.Until(Noon, Noon, Noon, "alerts").Share);
    }
}
