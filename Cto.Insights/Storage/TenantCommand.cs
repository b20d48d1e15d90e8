using System.Data;
using System.Data.Common;
using System.Diagnostics.CodeAnalysis;
using Npgsql;

namespace Cto.Insights.Storage;

/// <summary>A command that tells Postgres the tenant first; the answer to that is skipped, so the caller sees only its own.</summary>
internal sealed class TenantCommand(TenantConnection connection, NpgsqlCommand inner) : DbCommand
{
    private string _text = "";

    [AllowNull]
    public override string CommandText
    {
        get => _text;
        set
        {
            _text = value ?? "";
            inner.CommandText = connection.Prefix + _text;
        }
    }

    public override int CommandTimeout
    {
        get => inner.CommandTimeout;
        set => inner.CommandTimeout = value;
    }

    public override CommandType CommandType
    {
        get => inner.CommandType;
        set => inner.CommandType = value == CommandType.Text ? value : throw new NotSupportedException("Only SQL text.");
    }

    public override bool DesignTimeVisible { get; set; }

    public override UpdateRowSource UpdatedRowSource
    {
        get => inner.UpdatedRowSource;
        set => inner.UpdatedRowSource = value;
    }

    protected override DbConnection? DbConnection
    {
        get => connection;
        set => throw new NotSupportedException("A tenant's command stays with its connection.");
    }

    protected override DbParameterCollection DbParameterCollection => inner.Parameters;

    protected override DbTransaction? DbTransaction
    {
        get => inner.Transaction;
        set => inner.Transaction = (NpgsqlTransaction?)value;
    }

    public override void Cancel() => inner.Cancel();

    public override void Prepare() => inner.Prepare();

    public override int ExecuteNonQuery() => throw Synchronous();

    public override object? ExecuteScalar() => throw Synchronous();

    protected override DbDataReader ExecuteDbDataReader(CommandBehavior behavior) => throw Synchronous();

    protected override DbParameter CreateDbParameter() => inner.CreateParameter();

    public override async Task<int> ExecuteNonQueryAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await inner.ExecuteNonQueryAsync(cancellationToken);
        }
        catch (Exception e) when (StoreFailures.From(e) is not null)
        {
            throw StoreFailures.From(e)!;
        }
    }

    public override async Task<object?> ExecuteScalarAsync(CancellationToken cancellationToken)
    {
        await using var reader = await ExecuteDbDataReaderAsync(CommandBehavior.Default, cancellationToken);
        return await reader.ReadAsync(cancellationToken) && reader.FieldCount > 0 ? reader.GetValue(0) : null;
    }

    protected override async Task<DbDataReader> ExecuteDbDataReaderAsync(CommandBehavior behavior, CancellationToken cancellationToken)
    {
        NpgsqlDataReader? reader = null;
        try
        {
            // One row or result only would end with the answer to the prefix.
            reader = await inner.ExecuteReaderAsync(behavior & ~(CommandBehavior.SingleResult | CommandBehavior.SingleRow), cancellationToken);
            await reader.NextResultAsync(cancellationToken);
            return reader;
        }
        catch (Exception e)
        {
            if (reader is not null)
            {
                await reader.DisposeAsync();
            }

            if (StoreFailures.From(e) is { } unavailable)
            {
                throw unavailable;
            }

            throw;
        }
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            inner.Dispose();
        }

        base.Dispose(disposing);
    }

    private static NotSupportedException Synchronous() => new("The store is read and written asynchronously.");
}
