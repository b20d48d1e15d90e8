namespace Cto.Upstreams.World.Delivery;

/// <summary>One run that put a version of a service into an environment.</summary>
internal sealed record Deployment
{
    public const string Production = "production";
    public const string Staging = "staging";

    public required Repository Repository { get; init; }
    public required Service Service { get; init; }
    public required string Environment { get; init; }

    /// <summary>Among the production deployments of the service; a staging deployment has the number of the one it goes before.</summary>
    public required int Number { get; init; }

    /// <summary>The tag.</summary>
    public required string Version { get; init; }

    /// <summary>On the main branch.</summary>
    public required string Commit { get; init; }
    public required Person Creator { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public required DateTimeOffset StartedAt { get; init; }
    public required DateTimeOffset FinishedAt { get; init; }
    public required bool Succeeded { get; init; }

    /// <summary>Its place among all deployments of the repository, by creation, from 1.</summary>
    public int Place { get; init; }

    /// <summary>Unique among all forges.</summary>
    public long Id => (Repository.Id * 100_000) + Place;

    public bool IsProduction => Environment == Production;

    /// <summary>What happened to it, seen from an instant.</summary>
    public DateTimeOffset UpdatedAt(DateTimeOffset now) => FinishedAt <= now ? FinishedAt : StartedAt <= now ? StartedAt : CreatedAt;

    public override string ToString() => $"{Service} {Environment} {Number}";
}
