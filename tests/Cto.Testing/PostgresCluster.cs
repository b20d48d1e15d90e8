using System.Globalization;
using Cto.AppHost.Postgres;
using Npgsql;

namespace Cto.Testing;

/// <summary>
/// A private, throw-away PostgreSQL server: <see cref="Shared"/> is one per test process, started at its first use; <see cref="StartOwnAsync"/>
/// makes another, for tests that stop it. Both are gone when the test process ends, however it ends.
/// </summary>
/// <remarks>
/// Databases are private to a test, <em>roles are not</em>: they belong to the cluster. Migrations that make a login role must survive another
/// database's migration making it at the same time, or name it after the database.
/// </remarks>
public sealed class PostgresCluster : IAsyncDisposable
{
    private readonly Lazy<Task<PrivateCluster>> _cluster;
    private readonly ScratchDirectory _directory;
    private int _databases;

    private PostgresCluster()
    {
        _directory = ScratchDirectory.Create("postgres");
        _cluster = new(() => StartAsync(_directory.Path));
    }

    /// <summary>The cluster of this test process.</summary>
    public static PostgresCluster Shared { get; } = new();

    /// <summary>A server for the caller alone, running; dispose it.</summary>
    public static async Task<PostgresCluster> StartOwnAsync(CancellationToken cancellationToken)
    {
        var own = new PostgresCluster();
        await own._cluster.Value.WaitAsync(cancellationToken);
        return own;
    }

    /// <summary>A fresh, empty database (about 30 ms); can be called in parallel.</summary>
    /// <returns>The connection string of its owner, who is no superuser and can make roles.</returns>
    public async Task<string> CreateDatabaseAsync(CancellationToken cancellationToken)
    {
        var cluster = await _cluster.Value.WaitAsync(cancellationToken);
        var name = string.Create(CultureInfo.InvariantCulture, $"test_{Interlocked.Increment(ref _databases)}");
        await cluster.CreateDatabaseAsync(name, cancellationToken);
        return new NpgsqlConnectionStringBuilder(cluster.OwnerConnection(name)) { IncludeErrorDetail = true }.ConnectionString;
    }

    /// <summary>Stops the server as an operator would; every connection breaks. Data is kept.</summary>
    public async Task StopAsync() => await (await _cluster.Value).StopAsync();

    /// <summary>Starts a stopped server again: the same port, the same databases.</summary>
    public async Task RestartAsync(CancellationToken cancellationToken) => await (await _cluster.Value).StartAsync(cancellationToken);

    public async ValueTask DisposeAsync()
    {
        if (_cluster.IsValueCreated)
        {
            await (await _cluster.Value).DisposeAsync();
        }

        _directory.Dispose();
    }

    private static async Task<PrivateCluster> StartAsync(string directory)
    {
        var found = await ServerBinaries.FindAsync(Environment.GetEnvironmentVariable("PATH"), ServerBinaries.UsualDirectories(), CancellationToken.None);
        var binaries = found.Count > 0 ? found[0] : throw new PostgresUnavailableException("These tests need the PostgreSQL server: install it (Debian: apt-get install postgresql).");
        var settings = new ClusterSettings { Durable = false, MaxConnections = 300 };
        var cluster = new PrivateCluster(binaries, ClusterHome.In(directory), settings, Path.Combine(directory, "secrets"), _ => { });
        ScratchDirectory.BeforeRemoval(cluster.Abandon);
        await cluster.StartAsync(CancellationToken.None);
        return cluster;
    }
}
