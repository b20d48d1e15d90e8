using Npgsql;

namespace Cto.AppHost.Postgres;

/// <summary>The two accounts of a private cluster: the superuser, which only we use, and the owner, which the product gets.</summary>
internal sealed class ClusterRoles(string superuserPassword, string ownerPassword)
{
    public const string Superuser = "postgres";
    private const string OwnerName = "cto_owner";

    // The owner can make databases and roles (the product makes its own login role, which row-level security binds), and is no superuser.
    // The password is ours and hexadecimal. A statement that fails is not logged, because it holds the password.
    private const string EnsureOwner = """
        set log_min_error_statement = panic;
        do $$ begin
            if not exists (select from pg_roles where rolname = '{0}') then create role {0}; end if;
        end $$;
        alter role {0} with login nosuperuser createdb createrole password '{1}';
        """;

    public string SuperuserPassword { get; } = superuserPassword;

    public string Owner(int port, string database) => Connection(port, database, OwnerName, ownerPassword);

    public async Task EnsureOwnerAsync(int port, CancellationToken cancellationToken)
    {
        await using var connection = await OpenAsync(port, cancellationToken);
        var text = EnsureOwner.Replace("{0}", OwnerName, StringComparison.Ordinal).Replace("{1}", ownerPassword, StringComparison.Ordinal);
        await using var command = new NpgsqlCommand(text, connection);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    public async Task EnsureDatabaseAsync(int port, string database, CancellationToken cancellationToken)
    {
        await using var connection = await OpenAsync(port, cancellationToken);
        await using var exists = new NpgsqlCommand("select 1 from pg_database where datname = $1", connection) { Parameters = { new() { Value = database } } };
        if (await exists.ExecuteScalarAsync(cancellationToken) is null)
        {
            var name = new NpgsqlCommandBuilder().QuoteIdentifier(database);
            await using var create = new NpgsqlCommand($"create database {name} owner {OwnerName} template template0", connection);
            await create.ExecuteNonQueryAsync(cancellationToken);
        }
    }

    private async Task<NpgsqlConnection> OpenAsync(int port, CancellationToken cancellationToken)
    {
        var connection = new NpgsqlConnection(Connection(port, "postgres", Superuser, SuperuserPassword) + ";Pooling=false");
        try
        {
            await connection.OpenAsync(cancellationToken);
            return connection;
        }
        catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.InvalidPassword)
        {
            await connection.DisposeAsync();
            throw new PostgresUnavailableException(
                "The cluster does not accept the password kept in 'secrets/postgres-superuser' of the data directory: put the file back that belongs to it, or move the data directory away to begin afresh.", e);
        }
    }

    private static string Connection(int port, string database, string user, string password) => new NpgsqlConnectionStringBuilder
    {
        Host = "127.0.0.1",
        Port = port,
        Database = database,
        Username = user,
        Password = password,
        // Loopback only: nothing to encrypt, and two round trips less.
        SslMode = SslMode.Disable,
        GssEncryptionMode = GssEncryptionMode.Disable,
    }.ConnectionString;
}
