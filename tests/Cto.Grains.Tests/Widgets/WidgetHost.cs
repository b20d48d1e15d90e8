using System.Threading.Channels;
using Cto.Domain.Tenants;
using Cto.Grains.FactChanges;
using Cto.Grains.Tests.Embedded;
using Cto.Grains.Widgets;
using Cto.Insights;
using Cto.Insights.Storage;
using Cto.Insights.Tenants;
using Cto.Testing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Cto.Grains.Tests.Widgets;

/// <summary>A grain host with the program's own grains, one scripted insight and one tenant.</summary>
internal sealed class WidgetHost : IAsyncDisposable
{
    private readonly TestGrainHost _host;

    private WidgetHost(TestGrainHost host, ScriptedInsight insight, Guid tenant)
    {
        _host = host;
        Insight = insight;
        Tenant = tenant;
    }

    public ScriptedInsight Insight { get; }

    public Guid Tenant { get; }

    public FakeClock Clock => _host.Clock;

    public IGrainFactory Grains => _host.Grains;

    public IWidgetGrain Widget => WidgetOf("");

    public static async Task<WidgetHost> StartAsync()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        var owner = await PostgresCluster.Shared.CreateDatabaseAsync(cancellationToken);
        var insight = new ScriptedInsight();
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?> { ["ConnectionStrings:cto"] = owner }).Build();
        var host = await TestGrainHost.StartAsync(
            options =>
            {
                options.Assemblies.Clear();
                options.Assemblies.Add(typeof(IWidgetGrain).Assembly);
            },
            services => services.AddLogging().AddSingleton<IConfiguration>(configuration).AddStore().AddWidgets()
                .AddSingleton<IInsight>(insight).AddSingleton<InsightCatalog>());
        var tenant = new Tenant { Id = Guid.NewGuid(), Name = "Acme", TimeZone = TimeZoneInfo.Utc };
        await host.Services.GetRequiredService<TenantStore>().AddAsync(tenant, cancellationToken);
        return new WidgetHost(host, insight, tenant.Id);
    }

    public IWidgetGrain WidgetOf(string parameters, Guid? tenant = null) =>
        Grains.GetGrain<IWidgetGrain>(new WidgetKey(tenant ?? Tenant, Insight.Descriptor.Name, parameters).ToString());

    public Task FactsChanged(string kind) => Grains.GetGrain<IFactChangesGrain>(Tenant.ToString("D")).Changed([kind]);

    public Watcher Watch() => new(Grains);

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    /// <summary>Someone who looks at a widget.</summary>
    internal sealed class Watcher : IWidgetObserver
    {
        private readonly Channel<WidgetSnapshot> _seen = Channel.CreateUnbounded<WidgetSnapshot>();

        public Watcher(IGrainFactory grains) => Reference = grains.CreateObjectReference<IWidgetObserver>(this);

        public IWidgetObserver Reference { get; }

        public int Waiting => _seen.Reader.Count;

        public Task Changed(WidgetSnapshot snapshot) => _seen.Writer.WriteAsync(snapshot).AsTask();

        public async Task<WidgetSnapshot> NextAsync() =>
            await _seen.Reader.ReadAsync(TestContext.Current.CancellationToken).AsTask().WaitAsync(Patience.Limit, TestContext.Current.CancellationToken);
    }
}
