using Dapper;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Cto.Insights.Storage;

/// <summary>Brings the database to this program's schema: each script once, in its own transaction, one process at a time.</summary>
internal sealed partial class SchemaMigrator(StoreConnections connections, IReadOnlyList<SchemaScript> scripts, ILogger<SchemaMigrator> logger)
{
    /// <summary>Any number, as long as nothing else in the database locks it.</summary>
    private const long LockKey = 0x63746f_736368;

    private const string Lock = "select pg_advisory_lock(@LockKey)";

    private const string CreateLedger = """
        create table if not exists schema_script (
            number integer primary key,
            name text not null,
            checksum text not null,
            applied_at timestamptz not null default now()
        );
        comment on table schema_script is 'shared: which schema scripts were applied; the migrator''s own'
        """;

    private const string SelectApplied = "select number, name, checksum from schema_script order by number";

    private const string InsertApplied = "insert into schema_script (number, name, checksum) values (@Number, @Name, @Checksum)";

    /// <returns>How many scripts were applied now.</returns>
    /// <exception cref="SchemaException">An applied script was changed, the database is newer than the program, or a script fails.</exception>
    public async Task<int> MigrateAsync(CancellationToken cancellationToken)
    {
        await using var source = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(connections.Owner) { Pooling = false, CommandTimeout = 0 });
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        await connection.ExecuteAsync(new(Lock, new { LockKey }, cancellationToken: cancellationToken));
        await connection.ExecuteAsync(new(CreateLedger, cancellationToken: cancellationToken));
        await AppRole.EnsureAsync(connection, connections, cancellationToken);
        var applied = (await connection.QueryAsync<Applied>(new(SelectApplied, cancellationToken: cancellationToken))).ToDictionary(row => row.Number);
        Compare(applied);
        var missing = scripts.Where(script => !applied.ContainsKey(script.Number)).ToList();
        foreach (var script in missing)
        {
            await ApplyAsync(connection, script, cancellationToken);
        }

        return missing.Count;
    }

    private void Compare(Dictionary<int, Applied> applied)
    {
        if (scripts.FirstOrDefault(script => applied.TryGetValue(script.Number, out var row) && row.Checksum != script.Checksum) is { } changed)
        {
            throw new SchemaException(
                $"The schema script {changed.Name} was changed after it had been applied. Restore its text, and put the change into a new script with the next free number.");
        }

        var known = scripts.Select(script => script.Number).ToHashSet();
        if (applied.Values.FirstOrDefault(row => !known.Contains(row.Number)) is { } unknown)
        {
            throw new SchemaException($"The database has the schema script {unknown.Name}, which this program does not know: it belongs to a newer version. Run that version.");
        }
    }

    private async Task ApplyAsync(NpgsqlConnection connection, SchemaScript script, CancellationToken cancellationToken)
    {
        try
        {
            await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
            await using var command = new NpgsqlCommand(script.Sql, connection, transaction);
            await command.ExecuteNonQueryAsync(cancellationToken);
            await connection.ExecuteAsync(new(InsertApplied, new { script.Number, script.Name, script.Checksum }, transaction, cancellationToken: cancellationToken));
            await transaction.CommitAsync(cancellationToken);
        }
        catch (PostgresException e) when (!StoreFailures.IsPassing(e))
        {
            throw new SchemaException($"The schema script {script.Name} failed: {e.MessageText}. Nothing of it was kept.", e);
        }

        LogApplied(script.Name);
    }

    [LoggerMessage(LogLevel.Information, "Applied schema script {Script}.")]
    private partial void LogApplied(string script);

    private sealed record Applied(int Number, string Name, string Checksum);
}
