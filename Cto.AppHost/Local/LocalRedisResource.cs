using System.Globalization;
using Garnet;
using Microsoft.Extensions.DependencyInjection;

namespace Cto.AppHost.Local;

/// <summary>A Redis in this very process: Garnet, from NuGet, in memory alone, because nothing that must last is in it.</summary>
internal sealed class LocalRedisResource(string name, int port) : LocalServerResource(name), IDisposable
{
    private GarnetServer? _server;

    public override string Description => $"{Address} (Garnet, in memory)";

    public string Address => string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{port}");

    public override ReferenceExpression ConnectionStringExpression => ReferenceExpression.Create($"{Address}");

    public override Task StartAsync(Action<string> onLine, CancellationToken cancellationToken)
    {
        // The device is that of .NET: the default one needs libaio. Lua is for Orleans' clustering, in transactions as with Redis itself.
        _server = new([
            "--bind", "127.0.0.1", "--port", port.ToString(CultureInfo.InvariantCulture), "--device-type", "RandomAccess", "--lua", "--lua-transaction-mode",
            "--memory", "32m", "--page", "1m", "--index", "1m", "-q",
        ]);
        _server.Start();
        onLine($"serves {Address}");
        return Task.CompletedTask;
    }

    /// <summary>It ends with this process and never before.</summary>
    public override Task<string> EndedAsync() => new TaskCompletionSource<string>().Task;

    public override Task StopAsync()
    {
        Dispose();
        return Task.CompletedTask;
    }

    public void Dispose()
    {
        _server?.Dispose(deleteDir: false);
        _server = null;
    }
}

/// <summary>Declares a Redis without a container.</summary>
internal static class LocalRedisExtensions
{
    public static IResourceBuilder<LocalRedisResource> AddLocalRedis(this IDistributedApplicationBuilder builder, string name, int port)
    {
        var server = new LocalRedisResource(name, port);
        var check = $"{name}-answers";
        builder.Services.AddHealthChecks().AddRedis(server.Address + ",abortConnect=false", check);
        return builder.AddLocalServer(server).WithHealthCheck(check).WithIconName("Memory").WithOrleansProviderType("Redis");
    }
}
