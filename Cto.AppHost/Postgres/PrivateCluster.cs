using System.Net;
using System.Net.Sockets;
using Cto.AppHost.Processes;

namespace Cto.AppHost.Postgres;

/// <summary>A PostgreSQL server of our own on a loopback port: made at its first start, ended with this process.</summary>
internal sealed class PrivateCluster : IPostgresServer, IAsyncDisposable
{
    private const string Ready = "database system is ready to accept connections";
    private const string Recovering = "automatic recovery in progress";
    private const string PortInUse = "Address already in use";
    private static readonly TimeSpan Recovery = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan StopGrace = TimeSpan.FromSeconds(20);

    private readonly ServerBinaries _binaries;
    private readonly ClusterHome _home;
    private readonly ClusterSettings _settings;
    private readonly ClusterRoles _roles;
    private ChildProcess? _server;
    private bool _serving;

    public PrivateCluster(ServerBinaries binaries, ClusterHome home, ClusterSettings settings, string secrets, Action<string> onLine)
    {
        (_binaries, _home, _settings, OnLine) = (binaries, home, settings, onLine);
        _roles = new(ClusterSecret.Keep(secrets, "postgres-superuser"), ClusterSecret.Keep(secrets, "postgres-owner"));
        Port = settings.Port ?? 0;
    }

    /// <summary>Told what the server says that is worth telling.</summary>
    public Action<string> OnLine { get; set; }

    /// <summary>Zero until the first start; the same from then on.</summary>
    public int Port { get; private set; }

    /// <summary>The running server; <see langword="null"/> when it is stopped.</summary>
    public ProcessIdentity? Server => _server is { Exited.IsCompleted: false } server ? server.Identity : null;

    /// <summary>Completes when the running server has ended, for whatever reason.</summary>
    public Task<int> Exited => _server?.Exited ?? Task.FromResult(0);

    public string Description => $"127.0.0.1:{Port} (PostgreSQL {_binaries.Major}, {_home.Data})";

    /// <summary>How the owner of a database (not a superuser) connects to it.</summary>
    public string OwnerConnection(string database) => _roles.Owner(Port, database);

    /// <summary>Returns when the server accepts connections and the owner's role exists.</summary>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await StopAsync();
        await ClusterFiles.CreateAsync(_binaries, _home, _settings.Durable, _roles.SuperuserPassword, OnLine, cancellationToken);
        await ClusterFiles.EndOrphanAsync(_home, cancellationToken);
        var keepPort = Port != 0;
        for (var attempt = 1; ; attempt++)
        {
            Port = keepPort ? Port : FreePort();
            if (await ServeAsync(cancellationToken))
            {
                break;
            }

            if (keepPort || attempt == 5)
            {
                throw new PostgresUnavailableException($"PostgreSQL cannot listen on 127.0.0.1:{Port}: the port is in use.");
            }
        }

        await _roles.EnsureOwnerAsync(Port, cancellationToken);
    }

    /// <summary>Creates an empty database that belongs to the owner's role; one that exists is left as it is.</summary>
    public Task CreateDatabaseAsync(string database, CancellationToken cancellationToken) => _roles.EnsureDatabaseAsync(Port, database, cancellationToken);

    /// <summary>A fast stop: open transactions are rolled back, everything committed is kept.</summary>
    public async Task StopAsync()
    {
        // What a server says while it starts and stops is of interest only when that fails.
        _serving = false;
        if (_server is { } server)
        {
            await server.StopAsync(StopGrace);
            await server.DisposeAsync();
            _server = null;
        }
    }

    /// <summary>Ends the server at once and does not wait for it: for handlers of our own exit, when nobody needs its data any more.</summary>
    public void Abandon()
    {
        if (Server is not null)
        {
            _server!.Abandon(Signal.Quit);
        }
    }

    public async ValueTask DisposeAsync() => await StopAsync();

    /// <returns><see langword="false"/> when another program has the port.</returns>
    private async Task<bool> ServeAsync(CancellationToken cancellationToken)
    {
        var ready = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var said = new LastLines(5);
        var portInUse = false;
        _server = await ChildProcess.StartAsync(ClusterFiles.Command(_home, _binaries.Server, [.. _settings.Arguments(_home.Data, Port)]), line =>
        {
            said.Add(line);
            portInUse |= line.Contains(PortInUse, StringComparison.Ordinal);
            if (line.EndsWith(Ready, StringComparison.Ordinal))
            {
                ready.TrySetResult();
            }
            else if (_serving || line.Contains(Recovering, StringComparison.Ordinal))
            {
                OnLine(line);
            }
        });

        await Task.WhenAny(ready.Task, _server.Exited).WaitAsync(Recovery, cancellationToken);
        _serving = ready.Task.IsCompleted;
        return _serving ? true : portInUse ? false : throw new PostgresUnavailableException($"PostgreSQL did not start: {said}");
    }

    internal static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
