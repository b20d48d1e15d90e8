using System.Globalization;
using System.Security.Cryptography;
using Cto.AppHost.Processes;
using Npgsql;

namespace Cto.AppHost.Postgres;

/// <summary>A server in a container, its data in a named volume of the engine.</summary>
internal sealed class ContainerPostgres : IPostgresServer
{
    private const string Image = "postgres:17";
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan StopGrace = TimeSpan.FromSeconds(30);

    private readonly string _engine;
    private readonly string _name;
    private readonly ClusterRoles _roles;
    private readonly Action<string> _onLine;
    private int _port;
    private ChildProcess? _client;

    public ContainerPostgres(string engine, string dataDirectory, Action<string> onLine)
    {
        var secrets = Path.Combine(dataDirectory, "secrets");
        (_engine, _onLine, _name) = (engine, onLine, Name(dataDirectory));
        _roles = new(ClusterSecret.Keep(secrets, "postgres-superuser"), ClusterSecret.Keep(secrets, "postgres-owner"));
    }

    public string Description => $"127.0.0.1:{_port} (container {_name} of {Path.GetFileName(_engine)})";

    public Task<int> Exited => _client?.Exited ?? Task.FromResult(0);

    /// <returns>The engine's program when one is installed and its service answers, else <see langword="null"/>.</returns>
    public static async Task<string?> FindEngineAsync(string? path, CancellationToken cancellationToken)
    {
        foreach (var name in new[] { "docker", "podman" })
        {
            // The program alone says little: 'ps' asks the service behind it.
            if (Executables.Find(name, path) is { } engine && await RunAsync(engine, cancellationToken, "ps", "--quiet") is not null)
            {
                return engine;
            }
        }

        return null;
    }

    /// <summary>Whether this data directory's data is in a container's volume.</summary>
    public static bool Owns(string dataDirectory) => File.Exists(Path.Combine(dataDirectory, "postgres.container"));

    public async Task StartAsync(string database, CancellationToken cancellationToken)
    {
        // A container outlives its client when that is killed; its data is in the volume.
        await RunAsync(_engine, cancellationToken, "rm", "--force", _name);
        _port = _port == 0 ? PrivateCluster.FreePort() : _port;
        _client = await ChildProcess.StartAsync(Command(), _onLine);
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(Patience);
        while (!await AcceptsAsync(patience.Token))
        {
            if (_client.Exited.IsCompleted)
            {
                throw new PostgresUnavailableException($"{Path.GetFileName(_engine)} could not run {Image}.");
            }

            await Task.Delay(PollInterval, patience.Token);
        }

        await _roles.EnsureDatabaseAsync(_port, database, cancellationToken);
    }

    public string OwnerConnection(string database) => _roles.Owner(_port, database);

    public async Task StopAsync()
    {
        if (_client is { } client)
        {
            await client.StopAsync(StopGrace);
            await client.DisposeAsync();
            _client = null;
        }
    }

    public async ValueTask DisposeAsync() => await StopAsync();

    private ChildCommand Command() => new(
        _engine,
        "run", "--rm", "--name", _name, "--publish", string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{_port}:5432"), "--volume", $"{_name}:/var/lib/postgresql/data",
        "--env", "POSTGRES_PASSWORD", "--env", "POSTGRES_INITDB_ARGS", "--shm-size", "256m", Image, "-c", "jit=off", "-c", "timezone=UTC")
    {
        Environment = new Dictionary<string, string?>
        {
            ["POSTGRES_PASSWORD"] = _roles.SuperuserPassword,
            ["POSTGRES_INITDB_ARGS"] = "--auth=scram-sha-256 --encoding=UTF8 --lc-collate=C --lc-ctype=C.UTF-8",
        },
    };

    private async Task<bool> AcceptsAsync(CancellationToken cancellationToken)
    {
        try
        {
            await _roles.EnsureOwnerAsync(_port, cancellationToken);
            return true;
        }
        catch (NpgsqlException)
        {
            return false;
        }
    }

    /// <summary>Names container and volume: made once, so that a moved data directory finds its volume again.</summary>
    private static string Name(string dataDirectory)
    {
        var file = Path.Combine(dataDirectory, "postgres.container");
        if (!File.Exists(file))
        {
            File.WriteAllText(file, $"cto-{RandomNumberGenerator.GetHexString(8, lowercase: true)}\n");
        }

        return File.ReadAllText(file).Trim();
    }

    /// <returns>What the engine said; <see langword="null"/> when it failed.</returns>
    private static async Task<string?> RunAsync(string engine, CancellationToken cancellationToken, params string[] arguments)
    {
        var said = new LastLines(20);
        await using var child = await ChildProcess.StartAsync(new(engine, arguments), said.Add);
        return await child.Exited.WaitAsync(TimeSpan.FromSeconds(20), cancellationToken) == 0 ? said.ToString() : null;
    }
}
