namespace Cto.Domain.Tests;

public sealed class CalendarTests
{
    private static readonly TimeZoneInfo Berlin = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin");

    [Theory]
    [InlineData("2026-03-28", 24)]
    [InlineData("2026-03-29", 23)]
    [InlineData("2026-10-25", 25)]
    public void A_day_that_changes_the_clocks_has_23_or_25_hours(string day, double hours) =>
        Assert.Equal(hours, Calendar.Day(DateOnly.Parse(day), Berlin).Length.TotalHours);

    [Fact]
    public void A_day_whose_midnight_the_clocks_skip_starts_when_they_skip_it()
    {
        var cairo = TimeZoneInfo.FindSystemTimeZoneById("Africa/Cairo");
        Assert.Equal(DateTimeOffset.Parse("2026-04-23T22:00:00Z"), Calendar.StartOf(new(2026, 4, 24), cairo));
        Assert.Equal(23, Calendar.Day(new(2026, 4, 24), cairo).Length.TotalHours);
    }

    [Theory]
    [InlineData("2026-03-29T02:30:00", "2026-03-29T01:00:00Z")]
    [InlineData("2026-10-25T02:30:00", "2026-10-25T00:30:00Z")]
    public void A_time_that_is_skipped_is_the_change_and_one_that_comes_twice_is_the_first(string local, string instant) =>
        Assert.Equal(DateTimeOffset.Parse(instant), Calendar.InstantOf(DateTime.Parse(local), Berlin));

    [Theory]
    [InlineData("2026-01-01", "2025-12-29")]
    [InlineData("2026-01-04", "2025-12-29")]
    [InlineData("2026-01-05", "2026-01-05")]
    public void An_iso_week_starts_on_monday(string day, string monday) => Assert.Equal(DateOnly.Parse(monday), Calendar.MondayOf(DateOnly.Parse(day)));

    [Fact]
    public void A_period_holds_a_week_only_from_its_first_to_its_last_instant()
    {
        var monday = Calendar.StartOf(new(2026, 3, 23), Berlin);
        var next = Calendar.StartOf(new(2026, 3, 30), Berlin);
        Assert.Equal([new DateOnly(2026, 3, 23)], Calendar.FullWeeksOf(new(monday, next), Berlin));
        Assert.Empty(Calendar.FullWeeksOf(new(monday.AddTicks(1), next), Berlin));
        Assert.Empty(Calendar.FullWeeksOf(new(monday, next.AddTicks(-1)), Berlin));
    }

    [Fact]
    public void The_days_of_a_period_include_those_it_touches_in_part() => Assert.Equal(
        [new DateOnly(2026, 3, 28), new DateOnly(2026, 3, 29)],
        Calendar.DaysOf(new(DateTimeOffset.Parse("2026-03-28T22:00:00Z"), DateTimeOffset.Parse("2026-03-29T22:00:00Z")), Berlin));
}
