using System.Reflection;
using Cto.Insights.Catalogue;
using Cto.Insights.Delivery.Links;
using Cto.Insights.Facts;
using Cto.Insights.Sources;
using Cto.Insights.Sources.Actions;
using Cto.Insights.Sources.Authorizations;
using Cto.Insights.Sources.Sealing;
using Cto.Insights.Tenants;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Cto.Insights.Storage;

/// <summary>Adds the store: the schema is migrated before any other hosted service starts, and everything connects as the application's role.</summary>
public static class StoreRegistration
{
    public static IServiceCollection AddStore(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(provider => StoreConnections.From(provider.GetRequiredService<IConfiguration>()));
        services.AddSingleton(provider => new NpgsqlDataSourceBuilder(provider.GetRequiredService<StoreConnections>().App)
            .UseLoggerFactory(provider.GetService<ILoggerFactory>()).Build());
        services.AddDataProtection();
        services.AddSingleton<Database>();
        services.AddSingleton<TenantStore>();
        services.AddSingleton<PendingLinks>();
        services.AddSingleton<FactStore>();
        services.AddSingleton<CatalogueStore>();
        services.AddSingleton<DeployedEnvironments>();
        services.AddSingleton<SourceStore>();
        services.AddSingleton<SyncRuns>();
        services.AddSingleton<AuthorizationStore>();
        services.AddSingleton<ActionStore>();
        services.AddSingleton<SourceUsages>();
        services.AddSchema(typeof(StoreRegistration).Assembly);
        services.AddSingleton(provider => SchemaScript.In(provider.GetServices<SchemaAssembly>().Select(schema => schema.Assembly)));
        services.AddSingleton<SchemaMigrator>();
        services.AddSingleton(provider => new StoreReadiness(
            provider.GetRequiredService<SchemaMigrator>(), provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<ILogger<StoreReadiness>>()));
        services.AddHostedService(provider => provider.GetRequiredService<StoreReadiness>());
        services.AddSingleton<CredentialResealer>();
        services.AddHostedService(provider => provider.GetRequiredService<CredentialResealer>());
        services.AddSingleton<FactNews>();
        services.AddHostedService(provider => provider.GetRequiredService<FactNews>());
        return services;
    }

    /// <summary>Adds the scripts embedded as <c>Schema/NNNN_name.sql</c> in an assembly.</summary>
    public static IServiceCollection AddSchema(this IServiceCollection services, Assembly assembly) => services.AddSingleton(new SchemaAssembly(assembly));

    private sealed record SchemaAssembly(Assembly Assembly);
}
