using System.Data;
using System.Data.Common;
using System.Diagnostics.CodeAnalysis;
using Postgres = Npgsql.NpgsqlConnection;

namespace Cto.Insights.Storage;

/// <summary>A Postgres connection whose commands all run as one tenant's.</summary>
internal class TenantConnection : DbConnection
{
    private readonly Postgres _inner;

    private TenantConnection(Postgres inner, Guid tenantId)
    {
        _inner = inner;
        Prefix = $"select set_config('cto.tenant', '{tenantId}', true);\n";
    }

    /// <summary>Precedes each command in the same message, so that both share one transaction and one round trip.</summary>
    internal string Prefix { get; }

    [AllowNull]
    public override string ConnectionString
    {
        get => _inner.ConnectionString;
        set => throw new NotSupportedException("A tenant's connection is opened by the Database.");
    }

    public override string Database => _inner.Database;

    public override string DataSource => _inner.DataSource;

    public override string ServerVersion => _inner.ServerVersion;

    public override ConnectionState State => _inner.State;

    public static TenantConnection Over(Postgres connection, Guid tenantId) => new NpgsqlConnection(connection, tenantId);

    public override void ChangeDatabase(string databaseName) => _inner.ChangeDatabase(databaseName);

    public override void Open() => _inner.Open();

    public override Task OpenAsync(CancellationToken cancellationToken) => _inner.OpenAsync(cancellationToken);

    public override void Close() => _inner.Close();

    public override Task CloseAsync() => _inner.CloseAsync();

    public override async ValueTask DisposeAsync()
    {
        await _inner.DisposeAsync();
        await base.DisposeAsync();
    }

    protected override DbTransaction BeginDbTransaction(IsolationLevel isolationLevel) => _inner.BeginTransaction(isolationLevel);

    protected override async ValueTask<DbTransaction> BeginDbTransactionAsync(IsolationLevel isolationLevel, CancellationToken cancellationToken) =>
        await _inner.BeginTransactionAsync(isolationLevel, cancellationToken);

    protected override DbCommand CreateDbCommand() => new TenantCommand(this, _inner.CreateCommand());

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _inner.Dispose();
        }

        base.Dispose(disposing);
    }

    /// <summary>Dapper knows by this name, and by nothing else, that arrays can be sent as they are (<c>= any(@keys)</c>).</summary>
    private sealed class NpgsqlConnection(Postgres inner, Guid tenantId) : TenantConnection(inner, tenantId);
}
