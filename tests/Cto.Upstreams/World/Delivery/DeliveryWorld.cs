using System.Collections.Concurrent;

namespace Cto.Upstreams.World.Delivery;

/// <summary>
/// How the company delivers: changes, reviews, deployments, pipeline runs and releases of its thirty repositories. Each repository is made when it is first
/// asked for, and kept. GitHub shows those of <see cref="Forge.GitHub"/>, GitLab the others; the runs and deployments of a service that Jenkins or CircleCI
/// deploys are theirs to show (<see cref="Service.Pipeline"/>).
/// </summary>
internal sealed class DeliveryWorld(Company company)
{
    private readonly ConcurrentDictionary<string, Lazy<RepositoryLife>> _lives = new(StringComparer.Ordinal);

    public RepositoryLife Of(Repository repository) =>
        _lives.GetOrAdd(repository.Name, _ => new(() => RepositoryGrowth.Grow(company, repository))).Value;

    /// <inheritdoc cref="Of(Repository)"/>
    public RepositoryLife Of(Service service) => Of(company.Repository(service.Name));

    /// <summary>The deployments of a service to production by their end, those to come included.</summary>
    public IReadOnlyList<Deployment> Production(Service service) => [.. Of(service).Deployments.Where(deployment => deployment.IsProduction).OrderBy(deployment => deployment.FinishedAt)];

    /// <summary>The deployment that a story speaks of.</summary>
    public Deployment Of(Stories.KnownDeployment known) => Of(known.Service).Deployments.Single(deployment => deployment.IsProduction && deployment.Number == known.Number);

    /// <summary>The last deployment to production that had succeeded by an instant; <see langword="null"/> when there was none.</summary>
    public Deployment? Running(Service service, DateTimeOffset at) => Production(service).LastOrDefault(deployment => deployment.Succeeded && deployment.FinishedAt <= at);
}
