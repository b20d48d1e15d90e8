using Cto.Grains.Dashboards;
using Cto.Grains.Tests.Embedded;
using Cto.Insights;
using Microsoft.Extensions.DependencyInjection;

namespace Cto.Grains.Tests.Dashboards;

public sealed class DashboardGrainTests
{
    private static readonly Guid Tenant = new("11111111-0000-0000-0000-000000000000");
    private static readonly Guid Ann = new("aaaaaaaa-0000-0000-0000-000000000000");
    private static readonly Guid Bob = new("bbbbbbbb-0000-0000-0000-000000000000");
    private static readonly Dictionary<string, string> NoParameters = [];

    [Fact]
    public async Task It_does_not_exist_until_it_is_opened_and_then_has_its_template()
    {
        await using var host = await StartAsync();
        Assert.Null(await Dashboard(host).Read());
        var opened = await Dashboard(host).Open(DashboardTemplates.Overview, Ann);
        Assert.Equal(DashboardTemplates.Widgets(DashboardTemplates.Overview), opened.Widgets);
        Assert.Equal(opened, await Dashboard(host).Read());
    }

    [Fact]
    public async Task Opening_it_again_changes_nothing()
    {
        await using var host = await StartAsync();
        await Dashboard(host).Open(DashboardTemplates.Overview, Ann);
        var renamed = await Dashboard(host).Rename("Mine");
        Assert.Equal(renamed, await Dashboard(host).Open(DashboardTemplates.Delivery, Bob));
    }

    [Fact]
    public async Task What_was_arranged_is_there_after_the_grain_was_away()
    {
        await using var host = await StartAsync();
        var opened = await Dashboard(host).Open(DashboardTemplates.Overview, Ann);
        var first = opened.Widgets[0].Id;
        var moved = await Dashboard(host).Place(first, new GridArea(3, 0, 4, 2));
        host.Clock.Advance(TimeSpan.FromHours(1));
        Assert.Equal(moved.Widgets, (await Dashboard(host).Read())!.Widgets);
        Assert.Equal(new GridArea(3, 0, 4, 2), moved.Widgets.Single(widget => widget.Id == first).Area);
    }

    [Fact]
    public async Task Tiles_are_added_copied_configured_and_removed()
    {
        await using var host = await StartAsync();
        await Dashboard(host).Open(DashboardTemplates.Blank, Ann);
        var tile = Assert.Single((await Dashboard(host).Add("lead-time", NoParameters)).Widgets);
        await Dashboard(host).Configure(tile.Id, "  Ours  ", new Dictionary<string, string> { ["period"] = "last-90-days" });
        var both = (await Dashboard(host).Duplicate(tile.Id)).Widgets;
        Assert.Equal(["Ours", "Ours"], both.Select(widget => widget.Title));
        Assert.All(both, widget => Assert.Equal("last-90-days", widget.Parameters["period"]));
        Assert.False(both[0].Area.Overlaps(both[1].Area));
        Assert.Equal(both[1].Id, Assert.Single((await Dashboard(host).Remove(tile.Id)).Widgets).Id);
    }

    [Fact]
    public async Task Reset_brings_the_template_back()
    {
        await using var host = await StartAsync();
        var opened = await Dashboard(host).Open(DashboardTemplates.Delivery, Ann);
        await Dashboard(host).Remove(opened.Widgets[3].Id);
        Assert.Equal(opened.Widgets, (await Dashboard(host).Reset()).Widgets);
    }

    [Fact]
    public async Task What_makes_no_sense_is_refused_in_words_and_changes_nothing()
    {
        await using var host = await StartAsync();
        var dashboard = Dashboard(host);
        await Assert.ThrowsAsync<DashboardException>(() => dashboard.Rename("Too early"));
        var opened = await dashboard.Open(DashboardTemplates.Overview, Ann);
        Assert.Contains("'horoscope'", (await Assert.ThrowsAsync<DashboardException>(() => dashboard.Add("horoscope", NoParameters))).Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<DashboardException>(() => dashboard.Rename("  "));
        await Assert.ThrowsAsync<DashboardException>(() => dashboard.Remove(Guid.NewGuid()));
        await Assert.ThrowsAsync<InsightParameterException>(() => dashboard.Configure(opened.Widgets[0].Id, null, new Dictionary<string, string> { ["color"] = "red" }));
        Assert.Equal(opened, await dashboard.Read());
    }

    [Fact]
    public async Task It_can_be_full()
    {
        await using var host = await StartAsync();
        await Dashboard(host).Open(DashboardTemplates.Blank, Ann);
        for (var i = 0; i < IDashboardGrain.MostWidgets; i++)
        {
            await Dashboard(host).Add("lead-time", NoParameters);
        }

        await Assert.ThrowsAsync<DashboardException>(() => Dashboard(host).Add("lead-time", NoParameters));
    }

    [Fact]
    public async Task The_list_shows_a_person_their_own_and_the_shared_ones()
    {
        await using var host = await StartAsync();
        await Dashboard(host, "a").Open(DashboardTemplates.Overview, Ann);
        await Dashboard(host, "b").Open(DashboardTemplates.Overview, Bob);
        await Dashboard(host, "c").Open(DashboardTemplates.Delivery, Bob);
        await Dashboard(host, "c").Share(true);
        Assert.Equal(["c", "a"], (await List(host).VisibleTo(Ann)).Select(entry => entry.Id));
        Assert.Equal(3, (await List(host).VisibleTo(null)).Count);
        await Dashboard(host, "c").Delete();
        Assert.Equal(["a"], (await List(host).VisibleTo(Ann)).Select(entry => entry.Id));
        Assert.Null(await Dashboard(host, "c").Read());
        Assert.Empty(await host.Grains.GetGrain<IDashboardListGrain>(Guid.NewGuid().ToString("D")).VisibleTo(null));
    }

    private static Task<TestGrainHost> StartAsync() => TestGrainHost.StartAsync(
        options =>
        {
            options.Assemblies.Clear();
            options.Assemblies.Add(typeof(IDashboardGrain).Assembly);
        },
        services => services.AddLogging().AddSingleton(new InsightCatalog([.. WidgetKinds.All.Select(kind => kind.Insight).Distinct().Select(name => new Named(name))])));

    private static IDashboardGrain Dashboard(TestGrainHost host, string id = "mine") => host.Grains.GetGrain<IDashboardGrain>($"{Tenant:D}/{id}");

    private static IDashboardListGrain List(TestGrainHost host) => host.Grains.GetGrain<IDashboardListGrain>(Tenant.ToString("D"));

    /// <summary>An insight of which only the name and one parameter matter.</summary>
    private sealed class Named(string name) : IInsight
    {
        public InsightDescriptor Descriptor { get; } = new()
        {
            Name = name, Title = name, Question = name, Parameters = [ParameterDescriptor.Period], DependsOn = [], Phrasings = [], Answer = typeof(object),
        };

        public Task<InsightReply> AskAsync(InsightQuestion question, CancellationToken cancellationToken) => throw new InvalidOperationException("Nobody asks here.");
    }
}
