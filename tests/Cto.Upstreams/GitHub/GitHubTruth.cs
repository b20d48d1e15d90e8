using Cto.Upstreams.Truth;
using Cto.Upstreams.World;
using Cto.Upstreams.World.Delivery;

namespace Cto.Upstreams.GitHub;

/// <summary>What a complete sync of the organisation brings, counted in the world.</summary>
internal static class GitHubTruth
{
    public static void Tell(TruthBook truth, string source, GitHubOrganization acme, GitHubAlerts alerts)
    {
        var company = acme.Company;
        truth.Count(source, "repositories", "service", _ => acme.Repositories.Count);
        truth.Count(source, "repositories", "repository", _ => acme.Repositories.Count);
        truth.Count(source, "pull-requests", "pullRequest", now => Sum(life => life.PullRequests.Count(pull => pull.CreatedAt <= now)));
        truth.Count(source, "pull-request-details", "review", now => Sum(life => life.PullRequests.Sum(pull => pull.CreatedAt <= now ? pull.Reviews.Count(review => review.At <= now) : 0)));
        truth.Count(source, "deployments", "deployment", now => Sum(life => GitHubOrganization.RunsHere(life.Repository) ? life.Deployments.Count(deployment => deployment.CreatedAt <= now) : 0));
        truth.Count(source, "workflow-runs", "pipelineRun", now => Sum(life => GitHubOrganization.RunsHere(life.Repository) ? life.Runs.Count(run => run.CreatedAt <= now) : 0));
        truth.Count(source, "releases", "release", now => Sum(life => life.Releases.Count(release => release.PublishedAt <= now)));
        truth.Count(source, "dependabot-alerts", "vulnerability", now => acme.Repositories.Sum(repository => (long)alerts.Dependabot(repository, now).Count()));
        truth.Count(source, "code-scanning-alerts", "codeAlert", now => acme.Repositories.Sum(repository => (long)alerts.Code(repository, now).Count()));
        truth.Count(source, "branch-protection", "branchProtection", _ => acme.Repositories.Count);
        truth.Count(source, "members", "account", now => acme.Members(now).Count + 1);
        truth.Count(source, "members", "team", _ => company.Teams.Count);
        truth.Count(source, "collaborators", "accessGrant", now => acme.Repositories.Sum(repository => (long)acme.Members(now).Count(person => GitHubOrganization.RoleOf(person, repository) != "read")));
        truth.Count(source, "stack", "component", now => acme.Repositories.Sum(repository => (long)company.Findings.PackagesOf(repository, now).Count()));
        // Of those that were given up, nobody asks for the size.
        truth.Sum(source, "pullRequest.additions", now => Sum(life => life.PullRequests.Sum(pull => pull.CreatedAt <= now && (pull.MergedAt is not null || pull.ClosedAt > now) ? (long)pull.Additions : 0)));
        truth.Topic("delivery/services", now => company.Services.Select(service => Of(company, service, now)).ToDictionary(service => service.Name));
        truth.Topic("catalogue/declared", _ => company.Repositories.Where(repository => CatalogFile.Declared(repository) is not null).ToDictionary(repository => repository.Path, CatalogFile.Declared));
        truth.Topic("github/repositories", _ => acme.Repositories.Count);

        long Sum(Func<RepositoryLife, long> count) => acme.Repositories.Sum(repository => count(company.Delivery.Of(repository)));
    }

    private static ServiceTruth Of(Company company, Service service, DateTimeOffset now)
    {
        var deployments = company.Delivery.Production(service).Where(deployment => deployment.FinishedAt <= now).ToList();
        var merged = company.Delivery.Of(service).Line.Where(pull => pull.MergedAt <= now).ToList();
        return new(service.Name, service.Team.Name, deployments.Count, deployments.Count(deployment => deployment.Succeeded), merged.Count, deployments.LastOrDefault()?.FinishedAt);
    }

    private sealed record ServiceTruth(string Name, string Team, int Deployments, int Succeeded, int Merged, DateTimeOffset? LastDeployedAt);
}
