using Cto.AppHost.Postgres;

namespace Cto.AppHost.Local;

/// <summary>Where PostgreSQL and Redis come from: decided here and nowhere else, by what the operator names, who owns the data and what the machine has.</summary>
/// <param name="Postgres">How PostgreSQL is come by; <see langword="null"/> when this is published and its containers are declared.</param>
/// <param name="Redis">A Redis of the operator's own; <see langword="null"/> means we bring one.</param>
internal sealed record Servers(IPostgresServer? Postgres, string? Redis)
{
    /// <exception cref="PostgresUnavailableException">There is no PostgreSQL; the message says what to do.</exception>
    public static async Task<Servers> FindAsync(AppHostOptions options, Action<string> onLine, CancellationToken cancellationToken) =>
        options.IsPublishing ? new(null, null) : new(
            await new LocalPostgres(options.Data, onLine).FindAsync(options.Connection, cancellationToken),
            Environment.GetEnvironmentVariable("ConnectionStrings__redis") is { Length: > 0 } redis ? redis : null);

    /// <summary>Adds the product's database and the server that it is in.</summary>
    public IResourceBuilder<IResourceWithConnectionString> AddDatabase(IDistributedApplicationBuilder builder, string name, AppHostOptions options)
    {
        switch (Postgres)
        {
            case ConfiguredPostgres configured:
                builder.Configuration[$"ConnectionStrings:{name}"] = configured.ConnectionString;
                return builder.AddConnectionString(name);
            case PrivateCluster cluster:
                return builder.AddLocalPostgres("postgres", cluster).AddDatabase(name);
            case ContainerPostgres container:
                return builder.AddPostgres("postgres", password: builder.AddKept("postgres-password", options)).WithDataVolume(container.Volume).AddDatabase(name);
            default:
                return builder.AddPostgres("postgres").WithDataVolume("cto-postgres").AddDatabase(name);
        }
    }

    /// <summary>Adds what nodes share for a moment. Nothing in it must last, so nothing of it is kept.</summary>
    public IResourceBuilder<IResourceWithConnectionString> AddRedis(IDistributedApplicationBuilder builder, string name)
    {
        if (Redis is not null)
        {
            return builder.AddConnectionString(name).WithOrleansProviderType("Redis");
        }

        return Postgres is null or ContainerPostgres ? RedisBuilderExtensions.AddRedis(builder, name) : builder.AddLocalRedis(name, new Ports().Take(0));
    }
}
