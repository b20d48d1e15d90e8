using Cto.Testing;
using Npgsql;

namespace Cto.AppHost.Tests.Postgres;

public sealed class PostgresClusterTests
{
    private static CancellationToken Now => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Databases_made_in_parallel_are_private_and_their_owner_is_no_superuser()
    {
        var connections = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => PostgresCluster.Shared.CreateDatabaseAsync(Now)));

        Assert.Equal(8, connections.Distinct().Count());
        Assert.Equal("off", await AskAsync(connections[0], "select current_setting('is_superuser')"));
        Assert.Equal("4", await AskAsync(connections[0], "create table t (n int); insert into t values (4); select n::text from t"));
        Assert.Equal("", await AskAsync(connections[1], "select coalesce(to_regclass('t')::text, '')"));
    }

    [Fact]
    public async Task A_server_stopped_and_started_again_has_its_port_and_its_data()
    {
        await using var cluster = await PostgresCluster.StartOwnAsync(Now);
        var connection = await cluster.CreateDatabaseAsync(Now);
        await AskAsync(connection, "create table kept (n int); insert into kept values (7); select ''");

        await cluster.StopAsync();
        await Assert.ThrowsAsync<NpgsqlException>(() => AskAsync(connection, "select ''"));

        await cluster.RestartAsync(Now);
        Assert.Equal("7", await AskAsync(connection, "select n::text from kept"));
    }

    [Fact]
    public async Task A_wrong_password_is_refused()
    {
        var connection = new NpgsqlConnectionStringBuilder(await PostgresCluster.Shared.CreateDatabaseAsync(Now)) { Password = "guess" };

        var refused = await Assert.ThrowsAsync<PostgresException>(() => AskAsync(connection.ConnectionString, "select ''"));
        Assert.Equal(PostgresErrorCodes.InvalidPassword, refused.SqlState);
    }

    private static async Task<string> AskAsync(string connectionString, string sql)
    {
        await using var connection = new NpgsqlConnection(connectionString + ";Pooling=false");
        await connection.OpenAsync(Now);
        await using var command = new NpgsqlCommand(sql, connection);
        return (string)(await command.ExecuteScalarAsync(Now))!;
    }
}
