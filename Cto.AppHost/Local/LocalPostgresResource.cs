using Cto.AppHost.Postgres;
using Microsoft.Extensions.DependencyInjection;

namespace Cto.AppHost.Local;

/// <summary>A PostgreSQL server of our own, with its cluster in the data directory.</summary>
internal sealed class LocalPostgresResource(string name, PrivateCluster cluster) : LocalServerResource(name)
{
    public override string Description => cluster.Description;

    /// <summary>Its databases, made as soon as the server answers.</summary>
    public List<LocalDatabaseResource> Databases { get; } = [];

    public override ReferenceExpression ConnectionStringExpression => OwnerConnection("postgres");

    /// <summary>How the owner of a database connects; the port is known once the server has been started.</summary>
    public ReferenceExpression OwnerConnection(string database) => ReferenceExpression.Create($"{cluster.OwnerConnection(database)}");

    public override async Task StartAsync(Action<string> onLine, CancellationToken cancellationToken)
    {
        cluster.OnLine = onLine;
        await cluster.StartAsync(cancellationToken);
        foreach (var database in Databases)
        {
            await cluster.CreateDatabaseAsync(database.Name, cancellationToken);
        }
    }

    public override async Task<string> EndedAsync() => $"the server ended with status {await cluster.Exited}";

    public override Task StopAsync() => cluster.StopAsync();
}

/// <summary>A database of a <see cref="LocalPostgresResource"/>.</summary>
internal sealed class LocalDatabaseResource(string name, LocalPostgresResource server) : Resource(name), IResourceWithParent<LocalPostgresResource>, IResourceWithConnectionString
{
    public LocalPostgresResource Parent => server;

    public ReferenceExpression ConnectionStringExpression => server.OwnerConnection(Name);
}

/// <summary>Declares a PostgreSQL without a container.</summary>
internal static class LocalPostgresExtensions
{
    public static IResourceBuilder<LocalPostgresResource> AddLocalPostgres(this IDistributedApplicationBuilder builder, string name, PrivateCluster cluster) =>
        builder.AddLocalServer(new LocalPostgresResource(name, cluster)).WithIconName("DatabaseMultiple");

    /// <summary>Adds a database that belongs to the product's role, which is no superuser.</summary>
    public static IResourceBuilder<LocalDatabaseResource> AddDatabase(this IResourceBuilder<LocalPostgresResource> server, string name)
    {
        var database = new LocalDatabaseResource(name, server.Resource);
        server.Resource.Databases.Add(database);
        var check = $"{name}-answers";
        server.ApplicationBuilder.Services.AddHealthChecks().AddNpgSql(_ => database.ConnectionStringExpression.ValueExpression, name: check);
        return server.ApplicationBuilder.AddResource(database)
            .ExcludeFromManifest()
            .WithInitialState(new() { ResourceType = "PostgresDatabase", State = KnownResourceStates.NotStarted, Properties = [] })
            .WithHealthCheck(check)
            .WithIconName("Database");
    }
}
