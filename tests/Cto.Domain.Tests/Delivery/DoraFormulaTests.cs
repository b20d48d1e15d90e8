using Cto.Domain.Delivery;

namespace Cto.Domain.Tests.Delivery;

public sealed class DoraFormulaTests
{
    private static readonly TimeZoneInfo Berlin = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin");

    [Fact]
    public void Frequency_is_per_24_hours_also_on_a_day_of_23()
    {
        var day = Calendar.Day(new(2026, 3, 29), Berlin);
        Assert.Equal(24.0 / 23, DeploymentFrequency.PerDay(1, day), 9);
        Assert.Equal(7 * 24.0 / 23, DeploymentFrequency.PerWeek(1, day), 9);
        Assert.Equal(0, DeploymentFrequency.PerDay(0, day));
        Assert.Throws<ArgumentException>(() => DeploymentFrequency.PerDay(1, new(day.Start, day.Start)));
    }

    [Fact]
    public void Days_per_week_is_the_median_of_distinct_days_in_full_weeks_of_the_zone()
    {
        var period = new Period(Calendar.StartOf(new(2026, 3, 11), Berlin), Calendar.StartOf(new(2026, 4, 8), Berlin));
        DateTimeOffset[] finished =
        [
            Utc("2026-03-12T10:00Z"), // in a week that the period holds in part
            Utc("2026-03-16T10:00Z"), Utc("2026-03-16T11:00Z"), Utc("2026-03-17T10:00Z"), // 2 days
            Utc("2026-03-22T22:59Z"), // still Sunday in Berlin: 3 days
            // nothing in the week of the 23rd: 0 days; Sunday the 29th ends at 22:00Z
            Utc("2026-03-29T22:00Z"), // already Monday: 1 day
        ];
        Assert.Equal(1, DeploymentFrequency.DaysPerWeek(finished, period, Berlin));
        Assert.Equal(1.5, DeploymentFrequency.DaysPerWeek(finished, new(period.Start, Calendar.StartOf(new(2026, 3, 30), Berlin)), Berlin));
        Assert.Null(DeploymentFrequency.DaysPerWeek(finished, new(period.Start, Calendar.StartOf(new(2026, 3, 22), Berlin)), Berlin));
    }

    [Theory]
    [InlineData(1.0, Band.Elite)]
    [InlineData(0.99, Band.High)]
    [InlineData(1 / 7.0, Band.High)]
    [InlineData(0.142, Band.Medium)]
    [InlineData(1 / 30.0, Band.Medium)]
    [InlineData(0.033, Band.Low)]
    [InlineData(0.0, Band.Low)]
    [InlineData(null, null)]
    public void Frequency_is_banded_by_2023(double? perDay, Band? band) => Assert.Equal(band, Bands.Of("2023").Frequency(perDay));

    [Theory]
    [InlineData(86_399.0, Band.Elite)]
    [InlineData(86_400.0, Band.High)]
    [InlineData(604_800.0, Band.Medium)]
    [InlineData(2_592_000.0, Band.Low)]
    [InlineData(null, null)]
    public void Lead_time_is_banded_by_2023(double? seconds, Band? band) => Assert.Equal(band, Bands.Of("2023").LeadTime(seconds));

    [Theory]
    [InlineData(0.05, Band.Elite)]
    [InlineData(0.0501, Band.High)]
    [InlineData(0.10, Band.High)]
    [InlineData(0.15, Band.Medium)]
    [InlineData(0.16, Band.Low)]
    [InlineData(null, null)]
    public void The_failure_rate_is_banded_by_2023(double? rate, Band? band) => Assert.Equal(band, Bands.Of("2023").FailureRate(rate));

    [Theory]
    [InlineData(3_599.0, Band.Elite)]
    [InlineData(3_600.0, Band.High)]
    [InlineData(86_400.0, Band.Medium)]
    [InlineData(604_800.0, Band.Low)]
    [InlineData(null, null)]
    public void Recovery_is_banded_by_2023(double? seconds, Band? band) => Assert.Equal(band, Bands.Of("2023").Recovery(seconds));

    [Fact]
    public void Later_editions_leave_unbanded_what_they_do_not_band_and_say_so()
    {
        var later = Bands.Of("2024");
        Assert.Equal((Band.Elite, Band.Elite, null, null), (later.Frequency(1), later.LeadTime(1), later.FailureRate(0), later.Recovery(1)));
        Assert.Contains("not monotonic", later.Note, StringComparison.Ordinal);
        var none = Bands.Of("2025");
        Assert.Equal((null, null, null, null), (none.Frequency(1), none.LeadTime(1), none.FailureRate(0), none.Recovery(1)));
        Assert.Throws<ArgumentException>(() => Bands.Of("1999"));
    }

    [Fact]
    public void Figures_of_nothing_are_nothing()
    {
        Assert.Null(DurationFigures.Of(Span<int>.Empty));
        Assert.Equal(new DurationFigures(2.5, 3.25, 3.7, 4), DurationFigures.Of([4, 1, 3, 2]));
    }

    [Theory]
    [InlineData("production", EnvironmentKind.Production)]
    [InlineData("Prod-EU", EnvironmentKind.Production)]
    [InlineData("LIVE", EnvironmentKind.Production)]
    [InlineData("live-2", EnvironmentKind.Testing)]
    [InlineData("preprod", EnvironmentKind.Staging)]
    [InlineData("staging", EnvironmentKind.Staging)]
    [InlineData("uat", EnvironmentKind.Staging)]
    [InlineData("non-production", EnvironmentKind.Testing)]
    [InlineData("dev", EnvironmentKind.Testing)]
    [InlineData("", EnvironmentKind.Testing)]
    public void Environments_are_told_by_their_names(string name, EnvironmentKind kind) => Assert.Equal(kind, Environments.KindOf(name, DeliveryRules.Default));

    [Fact]
    public void Environment_patterns_are_the_tenants() => Assert.Equal(
        EnvironmentKind.Production, Environments.KindOf("customer-acme", DeliveryRules.Default with { Production = ["customer-*"] }));

    [Theory]
    [InlineData("dependabot[bot]", false, true)]
    [InlineData("ann", true, true)]
    [InlineData("ann", false, false)]
    [InlineData("ci-robot-7", false, true)]
    [InlineData(null, false, false)]
    public void Bots_are_marked_named_or_configured(string? login, bool marked, bool bot) =>
        Assert.Equal(bot, Bots.IsBot(login, marked, DeliveryRules.Default with { Bots = ["CI-robot-*"] }));

    private static DateTimeOffset Utc(string text) => DateTimeOffset.Parse(text);
}
