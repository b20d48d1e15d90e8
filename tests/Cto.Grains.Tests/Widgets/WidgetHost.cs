using System.Threading.Channels;
using Cto.Domain.Sources;
using Cto.Domain.Tenants;
using Cto.Grains.Sources;
using Cto.Grains.Tests.Sources;
using Cto.Grains.Widgets;
using Cto.Insights;
using Cto.Insights.Facts;
using Cto.Insights.Storage;
using Cto.Insights.Tenants;
using Cto.Testing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Cto.Grains.Tests.Widgets;

/// <summary>A grain host with the program's own grains, one scripted insight and one tenant.</summary>
internal sealed class WidgetHost : IAsyncDisposable
{
    private readonly TestSilo _host;

    private WidgetHost(TestSilo host, ScriptedInsight insight, Guid tenant)
    {
        _host = host;
        Insight = insight;
        Tenant = tenant;
    }

    public ScriptedInsight Insight { get; }

    public Guid Tenant { get; }

    public FakeClock Clock => _host.Clock;

    public IGrainFactory Grains => _host.Grains;

    public Looked Widget => WidgetOf("");

    public static async Task<WidgetHost> StartAsync()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        var owner = await PostgresCluster.Shared.CreateDatabaseAsync(cancellationToken);
        var insight = new ScriptedInsight();
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?> { ["ConnectionStrings:cto"] = owner }).Build();
        var host = await TestSilo.StartAsync(services => services.AddSingleton<IConfiguration>(configuration).AddStore().AddInsights().AddWidgets().AddSources()
            .AddSingleton<IConnectorCatalog>(new ScriptedConnector()).AddSingleton<IOAuthGrants>(new ScriptedGrants(TimeProvider.System))
            .AddSingleton<IInsight>(insight));
        var tenant = new Tenant { Id = Guid.NewGuid(), Name = "Acme", TimeZone = TimeZoneInfo.Utc };
        await host.Services.GetRequiredService<TenantStore>().AddAsync(tenant, cancellationToken);
        return new WidgetHost(host, insight, tenant.Id);
    }

    public Looked WidgetOf(string parameters, Guid? tenant = null) => new(this, new WidgetKey(tenant ?? Tenant, Insight.Descriptor.Name, parameters));

    public Task FactsChanged(string kind) => _host.Services.GetRequiredService<FactNews>().TellAsync(Tenant, [kind], TestContext.Current.CancellationToken);

    public Watcher Watch() => new(this);

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    /// <summary>A widget as a node sees it.</summary>
    internal readonly record struct Looked(WidgetHost Host, WidgetKey Key)
    {
        public IWidgetGrain Grain => Host.Grains.GetGrain<IWidgetGrain>(Key.ToString());

        private WidgetReader Reader => Host._host.Services.GetRequiredService<WidgetReader>();

        public Task<WidgetSnapshot> Read(TimeSpan patience) => Reader.ReadAsync(Key, patience);

        public Task<WidgetSnapshot> Refresh() => Reader.RefreshAsync(Key);

        public Task<WidgetNews> Watch(IWidgetObserver watcher) => Grain.Watch(watcher);
    }

    /// <summary>Someone who looks at a widget: told that there is something new, he reads it.</summary>
    internal sealed class Watcher : IWidgetObserver
    {
        private readonly Channel<WidgetNews> _seen = Channel.CreateUnbounded<WidgetNews>();
        private readonly WidgetHost _host;

        public Watcher(WidgetHost host)
        {
            _host = host;
            Reference = host.Grains.CreateObjectReference<IWidgetObserver>(this);
        }

        public IWidgetObserver Reference { get; }

        public int Waiting => _seen.Reader.Count;

        public Task Changed(WidgetNews news) => _seen.Writer.WriteAsync(news).AsTask();

        public async Task<WidgetSnapshot> NextAsync()
        {
            var news = await _seen.Reader.ReadAsync(TestContext.Current.CancellationToken).AsTask().WaitAsync(Patience.Limit, TestContext.Current.CancellationToken);
            var shown = await _host.WidgetOf(WidgetKey.Parse(news.Key).Parameters).Read(TimeSpan.Zero);
            Assert.Equal((news.Version, news.State), (shown.Version, shown.State));
            return shown;
        }
    }
}
