using Cto.Insights.Storage;
using Dapper;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Cto.Web;

/// <summary>Ready means: the schema is up to date and the database answers.</summary>
internal sealed class StoreHealth(StoreReadiness readiness, Database database, TimeProvider clock) : IHealthCheck
{
    /// <summary>A database that hangs keeps a question for as long as a command may take; who probes us has gone by then.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        if (!readiness.Migrated)
        {
            return HealthCheckResult.Unhealthy("The schema is being brought up to date.");
        }

        try
        {
            await AskAsync(cancellationToken).WaitAsync(Patience, clock, cancellationToken);
            return HealthCheckResult.Healthy();
        }
        catch (TimeoutException)
        {
            return HealthCheckResult.Unhealthy("The database does not answer in time.");
        }
        catch (StoreUnavailableException e)
        {
            return HealthCheckResult.Unhealthy(e.Message);
        }
    }

    private async Task AskAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenSharedAsync(cancellationToken);
        await connection.ExecuteScalarAsync<int>(new("select 1", cancellationToken: cancellationToken));
    }
}

/// <summary>Adds the check to <c>/health/ready</c>.</summary>
internal static class StoreHealthRegistration
{
    public static IServiceCollection AddStoreHealth(this IServiceCollection services)
    {
        services.AddHealthChecks().AddCheck<StoreHealth>("store", tags: ["ready"]);
        return services;
    }
}
