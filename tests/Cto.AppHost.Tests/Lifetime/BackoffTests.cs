using Cto.AppHost.Lifetime;
using Cto.Testing;

namespace Cto.AppHost.Tests.Lifetime;

public sealed class BackoffTests
{
    private readonly FakeClock _clock = new();

    [Fact]
    public void What_ends_again_and_again_waits_for_a_pause_that_doubles_to_half_a_minute()
    {
        var backoff = new Backoff(_clock);

        var pauses = Enumerable.Range(0, 9).Select(_ => backoff.Ended().TotalSeconds);

        Assert.Equal([0.5, 1, 2, 4, 8, 16, 30, 30, 30], pauses);
    }

    [Fact]
    public void What_ran_for_long_before_it_ended_is_started_again_soon()
    {
        var backoff = new Backoff(_clock);
        for (var i = 0; i < 5; i++)
        {
            backoff.Ended();
        }

        backoff.Started();
        _clock.Advance(TimeSpan.FromHours(1));

        Assert.Equal(0.5, backoff.Ended().TotalSeconds);
        Assert.Equal(1, backoff.Failures);
    }
}
