using Cto.Upstreams.World.Stories;

namespace Cto.Upstreams.World.Delivery;

/// <summary>A production deployment before it is known what it ships.</summary>
/// <param name="Number">Among those of its service.</param>
/// <param name="FinishedAt">When it ends.</param>
internal sealed record PlannedDeployment(int Number, DateTimeOffset FinishedAt)
{
    /// <summary>What goes wrong with the one before it and is mended by this one.</summary>
    public Mending Mends { get; init; }

    /// <summary>The tag and commit that a story gives it; <see langword="null"/> = its own.</summary>
    public KnownDeployment? Known { get; init; }

    public bool Fails { get; init; }
}

/// <summary>How a deployment mends the failure of the one before it.</summary>
internal enum Mending
{
    None,

    /// <summary>It brings the version before back.</summary>
    Rollback,

    /// <summary>It ships a change from a branch <c>hotfix/…</c>.</summary>
    Hotfix,

    /// <summary>It ships the revert of the last change.</summary>
    Revert,
}

/// <summary>When a service is deployed to production, and what goes wrong.</summary>
internal static class DeploymentPlan
{
    private const double FailedChanges = 0.05;
    private const double FailedRuns = 0.025;
    private static readonly TimeSpan Apart = TimeSpan.FromMinutes(30);

    public static IReadOnlyList<PlannedDeployment> Of(Company company, Service service)
    {
        var anchors = Anchors(company, service);
        var planned = new List<PlannedDeployment>();
        var dice = company.Dice("delivery/deployments", service.Name);
        var (perDay, from) = (PerDay(service) * company.Scale, company.Founded.AddDays(2));
        if (service == company.Stories.Rollbacks.OnlyOne.Service)
        {
            return anchors;
        }

        var first = anchors.Count == 0 ? Count(perDay, company.End - from) : anchors[0].Number - 1;
        var before = anchors.Count == 0 ? first : Math.Min(first, Count(perDay, anchors[0].FinishedAt - from));
        Fill(first - before, before, from, anchors.Count == 0 ? company.End : anchors[0].FinishedAt);
        for (var i = 0; i < anchors.Count; i++)
        {
            planned.Add(anchors[i]);
            var next = i + 1 < anchors.Count ? anchors[i + 1] : null;
            Fill(anchors[i].Number, next is null ? Count(perDay, company.End - anchors[i].FinishedAt) : next.Number - anchors[i].Number - 1, anchors[i].FinishedAt + Apart, next?.FinishedAt ?? company.End);
        }

        return Troubled(company, service, [.. planned.Where(deployment => !IsFrozen(company, service, deployment.FinishedAt))]);

        void Fill(int after, int count, DateTimeOffset start, DateTimeOffset end) =>
            planned.AddRange(WorkTimes.Draw(dice, count, start, end - Apart, Apart).Select((at, place) => new PlannedDeployment(after + place + 1, at)));
    }

    // The design's nine thousand in eighteen months.
    private static double PerDay(Service service) => service.Name switch
    {
        "checkout-service" => 1050 / 540.0,
        "data-processing-pipeline" => 815 / 540.0,
        _ => service.Tier switch { 1 => 420 / 540.0, 2 => 320 / 540.0, _ => 125 / 540.0 },
    };

    private static int Count(double perDay, TimeSpan during) => Math.Max(1, (int)Math.Round(perDay * during.TotalDays));

    private static IReadOnlyList<PlannedDeployment> Anchors(Company company, Service service)
    {
        var (rollbacks, spike) = (company.Stories.Rollbacks, company.Stories.StorageSpike.Deployment);
        return
        [
            .. new[]
            {
                At(spike),
                At(rollbacks.OnlyOne),
                At(rollbacks.Hotfixed),
                After(rollbacks.Hotfixed, TimeSpan.FromMinutes(43)) with { Mends = Mending.Hotfix },
                At(rollbacks.Reverted),
                After(rollbacks.Reverted, TimeSpan.FromHours(22)) with { Mends = Mending.Revert },
                At(rollbacks.Good),
                At(rollbacks.RolledBack[0]),
                At(rollbacks.RolledBack[1]),
                At(rollbacks.Back) with { Mends = Mending.Rollback },
                At(rollbacks.Broke),
                // What ended the SEV-1, shortly before it was resolved.
                After(rollbacks.Broke, TimeSpan.FromMinutes(77)),
            }.Where(planned => planned.Known!.Service == service),
        ];

        PlannedDeployment At(KnownDeployment known) => new(known.Number, known.At) { Known = known };

        PlannedDeployment After(KnownDeployment known, TimeSpan later) => At(KnownDeployment.Of(company, known.Service.Name, known.Number + 1, known.At + later));
    }

    // Before and during the active incident of checkout-service nobody deploys it: no change caused it.
    private static bool IsFrozen(Company company, Service service, DateTimeOffset at) =>
        company.Stories.Outages.Active is var active && active.Service == service && at > active.At.AddHours(-26) && at < company.Start.AddHours(1);

    private static List<PlannedDeployment> Troubled(Company company, Service service, List<PlannedDeployment> planned)
    {
        var dice = company.Dice("delivery/trouble", service.Name);
        // What fails in this time is told by the stories.
        var calm = service == company.Stories.Rollbacks.Broke.Service ? company.Start.AddDays(-110) : DateTimeOffset.MaxValue;
        for (var i = 1; i + 1 < planned.Count; i++)
        {
            var (fails, failsRun, kind, minutes) = (dice.Chance(FailedChanges), dice.Chance(FailedRuns), dice.Below(10), dice.Between(31, 110));
            var (bad, next) = (planned[i], planned[i + 1]);
            if (bad.Known is not null || next.Known is not null || bad.Mends is not Mending.None || next.FinishedAt >= calm)
            {
                continue;
            }

            if (failsRun)
            {
                planned[i] = bad with { Fails = true };
            }
            else if (fails && !planned[i - 1].Fails)
            {
                var mends = kind switch { < 4 => Mending.Rollback, < 8 => Mending.Hotfix, _ => Mending.Revert };
                var soon = bad.FinishedAt.AddMinutes(minutes);
                planned[i + 1] = next with { Mends = mends, FinishedAt = mends is Mending.Revert || soon >= next.FinishedAt ? next.FinishedAt : soon };
            }
        }

        return planned;
    }
}
