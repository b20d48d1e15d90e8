using Cto.AppHost.Hosting;
using Cto.AppHost.Postgres;

namespace Cto.AppHost.Resources;

/// <summary>The PostgreSQL of the deployment.</summary>
internal sealed class PostgresResource(EmbeddedHost host, string name, string database, string? connection) : Resource(name)
{
    private IPostgresServer? _server;

    public override string Address => _server?.Description ?? "not started";

    /// <summary>How the owner of the database connects; known once the resource is ready.</summary>
    public string ConnectionString => (_server ?? throw new InvalidOperationException("PostgreSQL has not been started.")).OwnerConnection(database);

    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        _server ??= await new LocalPostgres(host.Data, line => host.Terminal.Say(Name, line)).FindAsync(connection, cancellationToken);
        await _server.StartAsync(database, cancellationToken);
    }

    public override async Task<string> EndedAsync() => $"the server ended with status {await _server!.Exited}";

    public override Task StopAsync() => _server?.StopAsync() ?? Task.CompletedTask;
}
