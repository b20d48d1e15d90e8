using Cto.Domain.Sources;
using Cto.Grains.Sources;
using Cto.Testing;

namespace Cto.Grains.Tests.Sources;

public sealed class SyncScheduleTests
{
    private static readonly ConnectorDescriptor Connector = new ScriptedConnector().Descriptor;

    [Theory]
    [InlineData(1, 30)]
    [InlineData(2, 60)]
    [InlineData(5, 480)]
    [InlineData(7, 1_800)]
    [InlineData(1_000_000, 1_800)]
    public void Waits_double_up_to_a_cap(int failures, double seconds) =>
        Assert.Equal(seconds, SyncSchedule.BackOff(SourceFault.Unavailable, failures, 0.5).TotalSeconds, 3);

    [Fact]
    public void Where_only_a_person_can_help_the_waits_are_long() =>
        Assert.Equal([600, 1_200, 21_600], new[] { 1, 2, 50 }.Select(failures => Math.Round(SyncSchedule.BackOff(SourceFault.Unauthorized, failures, 0.5).TotalSeconds)));

    [Fact]
    public void Chance_spreads_what_failed_together()
    {
        Assert.Equal((24, 36), (SyncSchedule.BackOff(SourceFault.Unavailable, 1, 0).TotalSeconds, SyncSchedule.BackOff(SourceFault.Unavailable, 1, 1).TotalSeconds));
        Assert.Equal((270, 330), (SyncSchedule.Poll(Connector, SourceSettings.Empty, 0).TotalSeconds, SyncSchedule.Poll(Connector, SourceSettings.Empty, 1).TotalSeconds));
        Assert.True(SyncSchedule.AfterLimit(DateTimeOffset.UnixEpoch, 0) >= DateTimeOffset.UnixEpoch);
    }

    [Theory]
    [InlineData("15", 15)]
    [InlineData("0", 1)]
    [InlineData("soon", 5)]
    public void The_poll_can_be_set_but_not_below_a_minute(string setting, double minutes) =>
        Assert.Equal(minutes, SyncSchedule.Poll(Connector, new(new Dictionary<string, string> { [Polling.SettingName] = setting }), 0.5).TotalMinutes, 3);

    [Fact]
    public void The_rate_is_that_of_the_last_ten_seconds()
    {
        var clock = new FakeClock();
        var meter = new SyncMeter(clock);
        Assert.Equal(0, meter.Add(100));
        clock.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal(40, meter.Add(100));
        for (var second = 0; second < 30; second++)
        {
            clock.Advance(TimeSpan.FromSeconds(1));
            meter.Add(7);
        }

        clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(7, meter.Add(7));
    }

    [Theory]
    [InlineData("x")]
    [InlineData("/")]
    [InlineData("00000000-0000-0000-0000-000000000000/x")]
    public void A_text_that_is_no_key_is_refused(string text) => Assert.Throws<FormatException>(() => SourceKey.Parse(text));

    [Fact]
    public void A_key_reads_back()
    {
        var key = new SourceKey(Guid.NewGuid(), Guid.NewGuid());
        Assert.Equal(key, SourceKey.Parse(key.ToString()));
    }
}
