using Cto.Domain.Sources;
using Cto.Grains;
using Cto.Grains.Sources;
using Cto.Grains.Widgets;
using Cto.Insights;
using Cto.Insights.Storage;
using Cto.SyncChild;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

// A process to be killed: hosts the grains as the product does and syncs one source. Arguments: connection string, source key, milliseconds a page takes.
var builder = Host.CreateApplicationBuilder();
builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?> { ["ConnectionStrings:cto"] = args[0], ["Logging:LogLevel:Default"] = "Warning" });
builder.Services.AddStore().AddInsights().AddWidgets().AddSources();
builder.Services.AddSingleton<IConnectorCatalog>(new SlowConnector(TimeSpan.FromMilliseconds(int.Parse(args[2], System.Globalization.CultureInfo.InvariantCulture))));
builder.Services.AddSingleton<IOAuthGrants, NoGrants>();

// One silo that meets nobody: each child is killed, and none may wait for the one before.
builder.UseOrleans(silo => silo.UseLocalhostClustering(siloPort: int.Parse(args[3], System.Globalization.CultureInfo.InvariantCulture), gatewayPort: 0).ConfigureGrains());
using var host = builder.Build();
await host.StartAsync();
var source = host.Services.GetRequiredService<IGrainFactory>().GetGrain<ISourceGrain>(args[1]);
await source.Start();
Console.WriteLine("syncing");
for (var status = await source.Status(); status is not { State: SourceState.Idle, LastSuccessAt: not null }; status = await source.Status())
{
    await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System);
}

Console.WriteLine("done");
await host.StopAsync();
