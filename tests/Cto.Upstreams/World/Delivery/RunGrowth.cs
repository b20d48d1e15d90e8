namespace Cto.Upstreams.World.Delivery;

/// <summary>Makes the pipeline runs of a repository: checks of changes and of the main branch, and those that deployed.</summary>
internal static class RunGrowth
{
    public static IReadOnlyList<PipelineRun> Grow(Company company, Repository repository, IReadOnlyList<PullRequest> pulls, IReadOnlyList<Deployment> deployments)
    {
        var dice = company.Dice("delivery/checks", repository.Name);
        var made = new List<PipelineRun>();
        foreach (var pull in pulls)
        {
            // What is merged had passed at last.
            var late = pull.Reviews.Count > 1 && dice.Chance(0.5);
            var first = Check(dice, pull, pull.Commits[^1].Sha, pull.CreatedAt.AddSeconds(dice.Between(3, 20)), late || pull.MergedAt is null ? 0.25 : 0.06);
            made.Add(first);
            if (late || first.Result is not RunResult.Success)
            {
                var again = pull.CreatedAt + ((pull.ClosedAt - pull.CreatedAt) * 0.7);
                made.Add(Check(dice, pull, pull.Commits[^1].Sha, again > first.FinishedAt ? again : first.FinishedAt.AddSeconds(30), 0));
            }

            if (pull.MergedAt is { } merged)
            {
                made.Add(Check(dice, pull, pull.MergeCommit!, merged.AddSeconds(dice.Between(2, 9)), 0.04) with { Branch = "main", PullRequest = null });
            }
        }

        made.AddRange(deployments.Where(deployment => deployment.IsProduction).Select(deployment => new PipelineRun
        {
            Repository = repository,
            Name = PipelineRun.Deploys,
            Branch = "main",
            Commit = deployment.Commit,
            Actor = deployment.Creator,
            Deployment = deployment,
            Attempt = 1,
            CreatedAt = deployment.CreatedAt.AddSeconds(-8),
            StartedAt = deployment.CreatedAt.AddSeconds(-2),
            FinishedAt = deployment.FinishedAt.AddSeconds(11),
            Result = deployment.Succeeded ? RunResult.Success : RunResult.Failure,
        }));
        return [.. made.OrderBy(run => run.CreatedAt).ThenBy(run => run.Commit, StringComparer.Ordinal).Select((run, place) => run with { Number = place + 1 })];
    }

    private static PipelineRun Check(Dice dice, PullRequest pull, string commit, DateTimeOffset created, double failures)
    {
        var started = created.AddSeconds(dice.Between(2, 90));
        return new()
        {
            Repository = pull.Repository,
            Name = PipelineRun.Checks,
            Branch = pull.Branch,
            Commit = commit,
            Actor = pull.Author,
            PullRequest = pull,
            Attempt = dice.Chance(0.03) ? 2 : 1,
            CreatedAt = created,
            StartedAt = started,
            FinishedAt = started + dice.Skewed(TimeSpan.FromMinutes(7), 0.5),
            Result = !dice.Chance(failures) ? RunResult.Success : dice.Chance(0.25) ? RunResult.Cancelled : RunResult.Failure,
        };
    }
}
