using System.Globalization;

namespace Cto.Upstreams.World.Delivery;

/// <summary>Makes the releases of a repository: of a service every fifth version that went to production, of anything else every eighth change.</summary>
internal static class ReleaseGrowth
{
    private const int EveryVersion = 5;
    private const int EveryChange = 8;

    public static IReadOnlyList<Release> Grow(Company company, Repository repository, IReadOnlyList<PullRequest> pulls, IReadOnlyList<Deployment> deployments)
    {
        var line = pulls.Where(pull => pull.MergedAt is not null).OrderBy(pull => pull.MergedAt).ToList();
        var merges = line.ToDictionary(pull => pull.MergeCommit!, pull => pull.MergedAt!.Value);
        var releases = deployments.Count > 0
            ? deployments.Where(deployment => deployment.IsProduction && deployment.Succeeded && deployment.Number % EveryVersion == 0)
                .Select(deployment => (Tag: deployment.Version, deployment.Commit, Author: deployment.Creator, At: deployment.FinishedAt.AddMinutes(3)))
            : line.Where((_, place) => place % EveryChange == EveryChange - 1)
                .Select((pull, place) => (Tag: string.Create(CultureInfo.InvariantCulture, $"v1.{place}.0"), Commit: pull.MergeCommit!, Author: pull.Author ?? company.Members(repository.Team, pull.MergedAt!.Value).First(), At: pull.MergedAt!.Value.AddMinutes(25)));
        // A version that came back was released the first time.
        return [.. releases.OrderBy(release => release.At).DistinctBy(release => release.Tag)
            .Select((release, place) => new Release(repository, place + 1, release.Tag, release.Commit, release.Author, merges[release.Commit], release.At))];
    }
}
