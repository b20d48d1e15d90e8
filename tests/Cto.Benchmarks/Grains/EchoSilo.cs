using System.Net;
using Cto.Grains;
using Cto.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orleans.Configuration;

namespace Cto.Benchmarks.Grains;

/// <summary>A silo with nothing but <see cref="EchoGrain"/>, in this process.</summary>
internal sealed class EchoSilo : IAsyncDisposable
{
    private readonly IHost _host;
    private readonly int _port;

    private EchoSilo(IHost host, int port) => (_host, _port) = (host, port);

    /// <summary>Calls as the web makes them, from inside the silo.</summary>
    public IGrainFactory Grains => _host.Services.GetRequiredService<IGrainFactory>();

    /// <param name="isFiltered">Whether each call passes what it passes in the product.</param>
    /// <param name="first">The node to join; <see langword="null"/> for the first one.</param>
    /// <param name="cancellationToken">Stops the wait.</param>
    public static async Task<EchoSilo> StartAsync(bool isFiltered, EchoSilo? first, CancellationToken cancellationToken)
    {
        var port = FreePort.Take();
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Services.AddSingleton(TimeProvider.System);
        builder.UseOrleans(silo =>
        {
            silo.UseLocalhostClustering(port, gatewayPort: 0, new IPEndPoint(IPAddress.Loopback, first?._port ?? port));
            // A machine kept busy by the calls is not dead.
            silo.Configure<ClusterMembershipOptions>(options => options.ProbeTimeout = TimeSpan.FromSeconds(30));
            if (isFiltered)
            {
                silo.AddIncomingGrainCallFilter<TenantCalls>().AddOutgoingGrainCallFilter<ReadAgain>().AddActivityPropagation();
            }
        });
        var host = builder.Build();
        await host.StartAsync(cancellationToken);
        return new(host, port);
    }

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync(CancellationToken.None);
        _host.Dispose();
    }
}
