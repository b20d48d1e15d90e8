using Cto.Grains.Embedded;
using Cto.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Cto.Grains.Tests.Embedded;

/// <summary>A running embedded host with the grains of this test project, on a fake clock.</summary>
internal sealed class TestGrainHost : IAsyncDisposable
{
    private readonly IHost _host;

    private TestGrainHost(IHost host, FakeClock clock)
    {
        _host = host;
        Clock = clock;
    }

    public FakeClock Clock { get; }

    public IServiceProvider Services => _host.Services;

    public IGrainFactory Grains => Services.GetRequiredService<IGrainFactory>();

    public GrainRuntime Runtime => Services.GetRequiredService<GrainRuntime>();

    /// <summary>Whether any grain runs a call or a tick, or has one waiting.</summary>
    public bool IsBusy => Runtime.Catalog.All.Any(activation => activation.RunningCalls > 0 || activation.QueueLength > 0);

    public static async Task<TestGrainHost> StartAsync(Action<EmbeddedGrainOptions>? configure = null, Action<IServiceCollection>? services = null, FakeClock? clock = null)
    {
        clock ??= new FakeClock();
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Services.AddSingleton<TimeProvider>(clock);
        builder.Services.AddSingleton<Probe>();
        services?.Invoke(builder.Services);
        builder.AddGrains(options =>
        {
            options.InMemory = true;
            options.Assemblies.Clear();
            options.Assemblies.Add(typeof(TestGrainHost).Assembly);
            configure?.Invoke(options);
        });
        var host = builder.Build();
        await host.StartAsync(TestContext.Current.CancellationToken);
        return new TestGrainHost(host, clock);
    }

    public Task StopAsync(CancellationToken cancellationToken) => _host.StopAsync(cancellationToken);

    public async ValueTask DisposeAsync()
    {
        // A grain that a test left hanging must not hold up the rest.
        using var limit = new CancellationTokenSource(TimeSpan.FromMilliseconds(200));
        await _host.StopAsync(limit.Token);
        _host.Dispose();
    }
}
