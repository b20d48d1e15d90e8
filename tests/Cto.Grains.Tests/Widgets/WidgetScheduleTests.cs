using Cto.Grains.Widgets;

namespace Cto.Grains.Tests.Widgets;

public sealed class WidgetScheduleTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void A_change_after_a_quiet_time_is_answered_at_once() =>
        Assert.Equal(WidgetSchedule.Settle, WidgetSchedule.Delay(Now, Now.AddMinutes(-1), TimeSpan.FromMilliseconds(150)));

    [Fact]
    public void Changes_in_a_row_leave_four_fifths_of_the_time_to_others() =>
        Assert.Equal(TimeSpan.FromMilliseconds(600), WidgetSchedule.Delay(Now, Now, TimeSpan.FromMilliseconds(150)));

    [Fact]
    public void However_slow_the_answer_the_next_is_not_put_off_for_ever() =>
        Assert.Equal(WidgetSchedule.LongestPause, WidgetSchedule.Delay(Now, Now, TimeSpan.FromMinutes(3)));

    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 2)]
    [InlineData(5, 16)]
    [InlineData(7, 60)]
    [InlineData(1000, 60)]
    public void Failures_are_tried_again_less_and_less_often(int failures, int seconds) =>
        Assert.Equal(TimeSpan.FromSeconds(seconds), WidgetSchedule.AfterFailure(failures));
}
