using Cto.Upstreams.World.Stories;

namespace Cto.Upstreams.World.Delivery;

/// <summary>Makes the deployments of a service from their plan, and has the changes made that each ships.</summary>
internal sealed class DeploymentGrowth(Company company, Repository repository, Service service, PullRequestGrowth pulls)
{
    private readonly Dice _dice = company.Dice("delivery/runs", service.Name);
    private readonly List<Deployment> _made = [];

    public IReadOnlyList<Deployment> Grow()
    {
        var planned = DeploymentPlan.Of(company, service);
        var from = company.Founded;
        Shipped? shipped = null;
        var before = new List<Shipped>();
        for (var i = 0; i < planned.Count; i++)
        {
            var plan = planned[i];
            var started = plan.FinishedAt - _dice.Skewed(TimeSpan.FromMinutes(6), 0.4);
            var created = started.AddSeconds(-_dice.Between(15, 60));
            created = created <= from ? from.AddSeconds(20) : created;
            started = started <= created ? created.AddSeconds(15) : started;
            // A rollback brings what ran before the last; it ships nothing, and what was merged meanwhile goes with the next.
            if (plan.Mends is Mending.Rollback && before.Count > 1)
            {
                shipped = plan.Known is { } back ? before.First(version => version.Commit == back.Commit) : before[^2];
            }
            else
            {
                var own = plan.Known ?? KnownDeployment.Of(company, service.Name, plan.Number, plan.FinishedAt);
                var mended = plan.Mends is Mending.Revert ? before.LastOrDefault()?.Last : null;
                var last = pulls.Ship(plan, own.Commit, from, created, mended);
                shipped = new(own.Version, own.Commit, last);
                from = last.MergedAt!.Value;
            }

            before.Add(shipped!);
            Deploy(plan, shipped!, created, started);
        }

        return [.. _made.OrderBy(deployment => deployment.CreatedAt).Select((deployment, place) => deployment with { Place = place + 1 })];
    }

    private void Deploy(PlannedDeployment plan, Shipped shipped, DateTimeOffset created, DateTimeOffset started)
    {
        var creator = shipped.Last.Author ?? (shipped.Last.Reviews.Count > 0 ? shipped.Last.Reviews[0].Reviewer : null) ?? company.Members(service.Team, created).First();
        var deployment = new Deployment
        {
            Repository = repository,
            Service = service,
            Environment = Deployment.Production,
            Number = plan.Number,
            Version = shipped.Version,
            Commit = shipped.Commit,
            Creator = creator,
            CreatedAt = created,
            StartedAt = started,
            FinishedAt = plan.FinishedAt,
            Succeeded = !plan.Fails,
        };
        // Staging comes first, between the merge and production, unless it is a return to what ran.
        var room = created - shipped.Last.MergedAt!.Value;
        if (plan.Mends is not Mending.Rollback && room > TimeSpan.FromMinutes(1))
        {
            var at = shipped.Last.MergedAt.Value + (room * 0.2);
            _made.Add(deployment with
            {
                Environment = Deployment.Staging,
                CreatedAt = at,
                StartedAt = at + (room * 0.05),
                FinishedAt = at + (room * (0.3 + (0.3 * _dice.Unit()))),
                Succeeded = !_dice.Chance(0.03),
            });
        }

        _made.Add(deployment);
    }

    /// <param name="Last">The pull request whose merge is the commit.</param>
    private sealed record Shipped(string Version, string Commit, PullRequest Last);
}
