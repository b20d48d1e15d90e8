using System.Data.Common;
using Npgsql;

namespace Cto.Insights.Storage;

/// <summary>The way to Postgres. What is opened for a tenant sees and writes that tenant's rows only, because Postgres says so.</summary>
public sealed class Database(NpgsqlDataSource source)
{
    /// <summary>A connection for a tenant's work, for Dapper or plain commands; every command carries the tenant in its own round trip.</summary>
    /// <exception cref="StoreUnavailableException">Postgres does not answer.</exception>
    public async Task<DbConnection> OpenAsync(Guid tenantId, CancellationToken cancellationToken) =>
        TenantConnection.Over(await OpenSharedAsync(cancellationToken), tenantId);

    /// <summary>A connection for the tables that belong to no tenant; tables of tenants refuse to be read through it.</summary>
    /// <exception cref="StoreUnavailableException">Postgres does not answer.</exception>
    public async Task<NpgsqlConnection> OpenSharedAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await source.OpenConnectionAsync(cancellationToken);
        }
        catch (Exception e) when (StoreFailures.From(e) is not null)
        {
            throw StoreFailures.From(e)!;
        }
    }
}
