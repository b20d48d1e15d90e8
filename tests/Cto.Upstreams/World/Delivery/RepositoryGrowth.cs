namespace Cto.Upstreams.World.Delivery;

/// <summary>Lets a repository live: first when it is deployed, from that what each deployment ships, from that the runs and releases.</summary>
internal static class RepositoryGrowth
{
    public static RepositoryLife Grow(Company company, Repository repository)
    {
        var pulls = new PullRequestGrowth(company, repository);
        var deployments = repository.Service is { } service ? new DeploymentGrowth(company, repository, service, pulls).Grow() : [];
        if (repository.Service is null || repository.Service == company.Stories.Rollbacks.OnlyOne.Service)
        {
            pulls.GrowAlone();
        }

        var numbered = pulls.Finish();
        return new(repository, numbered, deployments, RunGrowth.Grow(company, repository, numbered, deployments), ReleaseGrowth.Grow(company, repository, numbered, deployments));
    }
}
