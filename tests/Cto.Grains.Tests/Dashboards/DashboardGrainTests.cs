using Cto.Domain.Tenants;
using Cto.Grains.Dashboards;
using Cto.Grains.Widgets;
using Cto.Insights;
using Cto.Insights.Storage;
using Cto.Insights.Tenants;
using Cto.Testing;
using Microsoft.Extensions.Configuration;
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
        await host.Grains.GetGrain<IManagementGrain>(0).ForceActivationCollection(TimeSpan.Zero, Token);
        var read = (await Dashboard(host).Read())!;
        Assert.NotSame(moved, read);
        Assert.Equal(moved.Widgets.Select(widget => (widget.Id, widget.Kind, widget.Area, widget.Title)), read.Widgets.Select(widget => (widget.Id, widget.Kind, widget.Area, widget.Title)));
        Assert.Equal((moved.Name, moved.Owner, moved.Shared, moved.Template, moved.Version), (read.Name, read.Owner, read.Shared, read.Template, read.Version));
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
        Assert.Equal(["c", "a"], (await VisibleTo(host, Ann)).Select(entry => entry.Id));
        Assert.Equal(3, (await VisibleTo(host, null)).Count);
        await Dashboard(host, "c").Delete();
        Assert.Equal(["a"], (await VisibleTo(host, Ann)).Select(entry => entry.Id));
        Assert.Null(await Dashboard(host, "c").Read());
        Assert.Empty(await Store(host).VisibleToAsync(Guid.NewGuid(), null, Token));
    }

    [Fact]
    public async Task Who_was_overtaken_by_another_node_changes_nothing_and_reads_anew()
    {
        await using var host = await StartAsync();
        var opened = await Dashboard(host).Open(DashboardTemplates.Overview, Ann);
        Assert.True(await Store(host).WriteAsync(Tenant, "mine", opened with { Name = "Theirs", Version = 2 }, Token));
        await Assert.ThrowsAsync<DashboardException>(() => Dashboard(host).Rename("Ours"));
        Assert.Equal("Theirs", (await Dashboard(host).Read())!.Name);
        Assert.Equal(3, (await Dashboard(host).Rename("Ours")).Version);
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static async Task<TestSilo> StartAsync()
    {
        var owner = await PostgresCluster.Shared.CreateDatabaseAsync(Token);
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?> { ["ConnectionStrings:cto"] = owner }).Build();
        var host = await TestSilo.StartAsync(services => services.AddSingleton<IConfiguration>(configuration).AddStore().AddWidgets()
            .AddSingleton(new InsightCatalog([.. WidgetKinds.All.Select(kind => kind.Insight).Distinct().Select(name => new Named(name))])));
        await host.Services.GetRequiredService<TenantStore>().AddAsync(new Tenant { Id = Tenant, Name = "Acme", TimeZone = TimeZoneInfo.Utc }, Token);
        return host;
    }

    private static DashboardStore Store(TestSilo host) => host.Services.GetRequiredService<DashboardStore>();

    private static Task<IReadOnlyList<DashboardEntry>> VisibleTo(TestSilo host, Guid? person) => Store(host).VisibleToAsync(Tenant, person, Token);

    private static IDashboardGrain Dashboard(TestSilo host, string id = "mine") => host.Grains.GetGrain<IDashboardGrain>($"{Tenant:D}/{id}");

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
