namespace Cto.AppHost.Postgres;

/// <summary>A PostgreSQL server that the product can use, however it was come by.</summary>
internal interface IPostgresServer : IAsyncDisposable
{
    /// <summary>What and where it is, for people; without its password.</summary>
    string Description { get; }

    /// <summary>Completes with an exit code when a started server has ended; never for a server that is not ours.</summary>
    Task<int> Exited { get; }

    /// <summary>Returns when the server accepts connections and the database exists; can be called again after <see cref="StopAsync"/>.</summary>
    Task StartAsync(string database, CancellationToken cancellationToken);

    /// <summary>The connection string of the database's owner.</summary>
    string OwnerConnection(string database);

    Task StopAsync();
}
