using Npgsql;

namespace Cto.AppHost.Postgres;

/// <summary>The server that the operator named. It is not ours to start, stop or change.</summary>
internal sealed class ConfiguredPostgres : IPostgresServer
{
    private readonly NpgsqlConnectionStringBuilder _connection;

    /// <exception cref="PostgresUnavailableException">The text is no connection string.</exception>
    public ConfiguredPostgres(string connectionString)
    {
        try
        {
            _connection = new(connectionString);
        }
        catch (ArgumentException e)
        {
            // The text itself may hold a password: it is not repeated.
            throw new PostgresUnavailableException("The configured connection string (--connection or ConnectionStrings__cto) is not one that Npgsql can read.", e);
        }
    }

    public string Description => $"{_connection.Host}:{_connection.Port}/{_connection.Database} (configured)";

    public string ConnectionString => _connection.ConnectionString;

    /// <exception cref="PostgresUnavailableException">It does not let us in.</exception>
    public async Task CheckAsync(CancellationToken cancellationToken)
    {
        try
        {
            await using var connection = new NpgsqlConnection(_connection.ConnectionString + ";Pooling=false");
            await connection.OpenAsync(cancellationToken);
        }
        catch (NpgsqlException e)
        {
            throw new PostgresUnavailableException($"The configured PostgreSQL at {_connection.Host}:{_connection.Port} does not let us in: {e.Message}", e);
        }
    }
}
