using Cto.Domain.Sources;

namespace Cto.Domain.Tests.Sources;

public sealed class PollingTests
{
    private static readonly ConnectorDescriptor Hourly = new()
    {
        Kind = "hourly",
        Title = "Hourly",
        Category = ConnectorCategory.Cloud,
        Brings = "Numbers.",
        Settings = [new("url", "Address", "Where it is.")],
        Credentials = [],
        Streams = [new("numbers", "Numbers", [])],
        DocumentationUrl = "https://example.test",
        PollEvery = TimeSpan.FromHours(1),
    };

    [Theory]
    [InlineData(null, 60)]
    [InlineData("5", 5)]
    [InlineData("0", 1)]
    [InlineData("soon", 60)]
    public void The_settings_say_how_often_and_the_connector_where_they_do_not(string? minutes, double expected) =>
        Assert.Equal(TimeSpan.FromMinutes(expected), Polling.Every(Hourly, Settings((Polling.SettingName, minutes))));

    [Theory]
    [InlineData(1, 15)]
    [InlineData(5, 15)]
    [InlineData(60, 180)]
    public void Data_may_be_as_old_as_three_polls_and_always_a_quarter_of_an_hour(double minutes, double allowed) =>
        Assert.Equal(TimeSpan.FromMinutes(allowed), Polling.AllowedAge(TimeSpan.FromMinutes(minutes)));

    [Fact]
    public void Every_connector_that_pulls_can_be_told_how_often()
    {
        Assert.Equal(["url", "pollMinutes"], Hourly.Settings.Select(setting => setting.Name));
        Assert.Equal("60", Hourly.Settings[^1].Default);
        Assert.Equal(["url"], (Hourly with { Streams = [] }).Settings.Select(setting => setting.Name));
    }

    [Theory]
    [InlineData("a", "5", "1", true)]
    [InlineData("a", null, null, true)]
    [InlineData("b", null, null, false)]
    [InlineData(null, null, null, false)]
    public void How_often_and_at_what_cost_says_nothing_of_what_is_read(string? url, string? minutes, string? budget, bool same) =>
        Assert.Equal(same, Settings(("url", "a")).ReadsSameAs(Settings(("url", url), (Polling.SettingName, minutes), (MonthlyBudget.Setting.Name, budget))));

    private static SourceSettings Settings(params (string Name, string? Value)[] values) =>
        new(values.Where(value => value.Value is not null).ToDictionary(value => value.Name, value => value.Value!));
}
