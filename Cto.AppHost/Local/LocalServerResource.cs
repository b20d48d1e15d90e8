namespace Cto.AppHost.Local;

/// <summary>A server that the AppHost runs by itself where there are no containers.</summary>
/// <param name="name">The resource's name.</param>
internal abstract class LocalServerResource(string name) : Resource(name), IResourceWithConnectionString
{
    /// <summary>What and where it is, for people; without its password.</summary>
    public abstract string Description { get; }

    public abstract ReferenceExpression ConnectionStringExpression { get; }

    /// <summary>Its life in this run; <see langword="null"/> before that has begun.</summary>
    public LocalServerLife? Life { get; set; }

    /// <summary>Returns when the server answers; called again after it ended.</summary>
    /// <exception cref="Postgres.PostgresUnavailableException">It cannot be had; the message says why in one line.</exception>
    public abstract Task StartAsync(Action<string> onLine, CancellationToken cancellationToken);

    /// <summary>Returns with the reason, in words, when it has ended by itself.</summary>
    public abstract Task<string> EndedAsync();

    /// <summary>Stops it cleanly; harmless when it is not running.</summary>
    public abstract Task StopAsync();
}
