namespace Cto.Domain.Tests;

public sealed class PeriodPhraseTests
{
    private static readonly TimeZoneInfo Berlin = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin");

    // A Tuesday; Berlin is at 14:00, two hours ahead since the clocks changed on the 29th.
    private static readonly DateTimeOffset Now = DateTimeOffset.Parse("2026-03-31T12:00:00Z");

    [Theory]
    [InlineData("today", "2026-03-30T22:00:00Z", "2026-03-31T12:00:00Z", "2026-03-29T22:00:00Z", "2026-03-30T12:00:00Z")]
    [InlineData("yesterday", "2026-03-29T22:00:00Z", "2026-03-30T22:00:00Z", "2026-03-28T23:00:00Z", "2026-03-29T22:00:00Z")]
    [InlineData("last-30-days", "2026-03-01T12:00:00Z", "2026-03-31T12:00:00Z", "2026-01-30T12:00:00Z", "2026-03-01T12:00:00Z")]
    [InlineData("last-24-hours", "2026-03-30T12:00:00Z", "2026-03-31T12:00:00Z", "2026-03-29T12:00:00Z", "2026-03-30T12:00:00Z")]
    [InlineData("last-2-weeks", "2026-03-17T12:00:00Z", "2026-03-31T12:00:00Z", "2026-03-03T12:00:00Z", "2026-03-17T12:00:00Z")]
    [InlineData("last-week", "2026-03-22T23:00:00Z", "2026-03-29T22:00:00Z", "2026-03-15T23:00:00Z", "2026-03-22T23:00:00Z")]
    [InlineData("last-month", "2026-01-31T23:00:00Z", "2026-02-28T23:00:00Z", "2025-12-31T23:00:00Z", "2026-01-31T23:00:00Z")]
    [InlineData("last-quarter", "2025-09-30T22:00:00Z", "2025-12-31T23:00:00Z", "2025-06-30T22:00:00Z", "2025-09-30T22:00:00Z")]
    [InlineData("last-year", "2024-12-31T23:00:00Z", "2025-12-31T23:00:00Z", "2023-12-31T23:00:00Z", "2024-12-31T23:00:00Z")]
    [InlineData("this-week", "2026-03-29T22:00:00Z", "2026-03-31T12:00:00Z", "2026-03-22T23:00:00Z", "2026-03-24T13:00:00Z")]
    // The 31st has no match in February, so all of February is compared.
    [InlineData("this-month", "2026-02-28T23:00:00Z", "2026-03-31T12:00:00Z", "2026-01-31T23:00:00Z", "2026-02-28T23:00:00Z")]
    [InlineData("this-quarter", "2025-12-31T23:00:00Z", "2026-03-31T12:00:00Z", "2025-09-30T22:00:00Z", "2025-12-31T13:00:00Z")]
    [InlineData("this-year", "2025-12-31T23:00:00Z", "2026-03-31T12:00:00Z", "2024-12-31T23:00:00Z", "2025-03-31T12:00:00Z")]
    public void A_phrase_is_a_period_of_the_zone_with_the_one_before(string phrase, string start, string end, string beforeStart, string beforeEnd)
    {
        var named = PeriodPhrase.Parse(phrase, Now, Berlin);
        Assert.Equal(phrase, named.Name);
        Assert.Equal(new Period(DateTimeOffset.Parse(start), DateTimeOffset.Parse(end)), named.Period);
        Assert.Equal(new Period(DateTimeOffset.Parse(beforeStart), DateTimeOffset.Parse(beforeEnd)), named.Before);
    }

    [Theory]
    [InlineData("2026-02-15T12:00:00Z", "2025-12-31T23:00:00Z", "2026-01-15T12:00:00Z")]
    [InlineData("2026-05-31T12:00:00Z", "2026-03-31T22:00:00Z", "2026-04-30T22:00:00Z")]
    public void A_part_of_a_month_is_compared_with_the_same_part_of_the_one_before(string now, string beforeStart, string beforeEnd) =>
        Assert.Equal(new Period(DateTimeOffset.Parse(beforeStart), DateTimeOffset.Parse(beforeEnd)), PeriodPhrase.Parse("this month", DateTimeOffset.Parse(now), Berlin).Before);

    [Fact]
    public void The_29th_of_february_is_compared_with_all_of_february_of_the_year_before() =>
        Assert.Equal(DateTimeOffset.Parse("2027-03-01T00:00:00Z"), PeriodPhrase.Parse("this year", DateTimeOffset.Parse("2028-02-29T12:00:00Z"), TimeZoneInfo.Utc).Before.End);

    [Theory]
    [InlineData("Last 30 Days", "last-30-days")]
    [InlineData("past 7 days", "last-7-days")]
    [InlineData("last_1_day", "last-1-day")]
    [InlineData("previous  quarter", "last-quarter")]
    public void Blanks_case_and_synonyms_do_not_matter(string phrase, string name) => Assert.Equal(name, PeriodPhrase.Parse(phrase, Now, Berlin).Name);

    [Theory]
    [InlineData("")]
    [InlineData("last-0-days")]
    [InlineData("last--3-days")]
    [InlineData("last-99999999999-days")]
    [InlineData("last-9999-days")]
    [InlineData("last-fortnight")]
    [InlineData("next-week")]
    [InlineData("week")]
    [InlineData("last-2")]
    public void What_is_no_period_is_refused_with_what_would_be(string phrase)
    {
        var refusal = Assert.Throws<FormatException>(() => PeriodPhrase.Parse(phrase, Now, Berlin));
        Assert.Contains($"'{phrase}'", refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("2026-03-29", "2026-03-30", "2026-03-28T23:00:00Z", "2026-03-29T22:00:00Z")]
    [InlineData("2026-03-01T09:00:00Z", "2026-03-02T09:00:00+02:00", "2026-03-01T09:00:00Z", "2026-03-02T07:00:00Z")]
    [InlineData("2026-03-01T09:00:00", null, "2026-03-01T08:00:00Z", "2026-03-31T12:00:00Z")]
    public void Ends_are_instants_or_dates_of_the_zone_and_the_last_defaults_to_now(string from, string? to, string start, string end)
    {
        var named = PeriodPhrase.Between(from, to, Now, Berlin);
        Assert.Equal(new Period(DateTimeOffset.Parse(start), DateTimeOffset.Parse(end)), named.Period);
        Assert.Equal(named.Period.Length, named.Before.Length);
        Assert.Equal(named.Period.Start, named.Before.End);
    }

    [Theory]
    [InlineData("2026-03-02", "2026-03-02", "is not after")]
    [InlineData("2026-04-02", null, "is not after")]
    [InlineData("yesterday", null, "'from' is 'yesterday'")]
    [InlineData("2026-03-02", "12", "'to' is '12'")]
    [InlineData("2026-02-30", null, "'from' is '2026-02-30'")]
    public void Ends_that_make_no_period_are_refused(string from, string? to, string says) =>
        Assert.Contains(says, Assert.Throws<FormatException>(() => PeriodPhrase.Between(from, to, Now, Berlin)).Message, StringComparison.Ordinal);
}
