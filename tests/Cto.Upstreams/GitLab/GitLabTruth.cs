using Cto.Upstreams.Truth;
using Cto.Upstreams.World.Delivery;

namespace Cto.Upstreams.GitLab;

/// <summary>What a complete sync of the group brings, counted in the world.</summary>
internal static class GitLabTruth
{
    public static void Tell(TruthBook truth, string source, GitLabGroup mobile)
    {
        truth.Count(source, "projects", "service", _ => mobile.Projects.Count);
        truth.Count(source, "projects", "repository", _ => mobile.Projects.Count);
        truth.Count(source, "merge-requests", "pullRequest", now => Sum(life => life.PullRequests.Count(pull => pull.CreatedAt <= now)));
        truth.Count(source, "merge-request-details", "review", now => Sum(life => life.PullRequests.Sum(pull => pull.CreatedAt <= now ? pull.Reviews.Count(review => review.At <= now) : 0)));
        truth.Count(source, "deployments", "deployment", now => Sum(life => life.Deployments.Count(deployment => deployment.CreatedAt <= now)));
        truth.Count(source, "pipelines", "pipelineRun", now => Sum(life => life.Runs.Count(run => run.CreatedAt <= now)));
        truth.Count(source, "releases", "release", now => Sum(life => life.Releases.Count(release => release.PublishedAt <= now)));
        truth.Count(source, "members", "account", now => mobile.Members(now).Count());
        truth.Count(source, "members", "accessGrant", now => mobile.Members(now).Count(member => member.Level >= GitLabGroup.Developer) * mobile.Projects.Count);

        long Sum(Func<RepositoryLife, long> count) => mobile.Projects.Sum(project => count(mobile.Company.Delivery.Of(project)));
    }
}
