using System.Globalization;
using Garnet;

namespace Cto.Testing;

/// <summary>A Redis for tests, in this process and in memory: <see cref="Shared"/> is one per test process; a test that takes Redis away starts its own.</summary>
public sealed class RedisServer : IDisposable
{
    private static readonly Lazy<RedisServer> One = new(Start);
    private readonly int _port;
    private GarnetServer? _server;

    private RedisServer(int port)
    {
        _port = port;
        Restart();
    }

    /// <summary>The Redis of this test process; its users keep apart by names of their own.</summary>
    public static RedisServer Shared => One.Value;

    /// <summary>For StackExchange.Redis: goes on trying while the server is away.</summary>
    public string ConnectionString => string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{_port},abortConnect=false,connectTimeout=2000");

    /// <summary>A server for the caller alone; dispose it.</summary>
    public static RedisServer Start() => new(FreePort.Take());

    /// <summary>Takes the server away, with all it knew.</summary>
    public void Stop()
    {
        _server?.Dispose(deleteDir: false);
        _server = null;
    }

    /// <summary>Brings a stopped server back at the same port, empty.</summary>
    public void Restart()
    {
        var server = new GarnetServer([
            "--bind", "127.0.0.1", "--port", _port.ToString(CultureInfo.InvariantCulture), "--device-type", "RandomAccess", "--lua", "--lua-transaction-mode",
            "--memory", "32m", "--page", "1m", "--index", "1m", "-q",
        ]);
        server.Start();
        _server = server;
    }

    public void Dispose() => Stop();
}
