using Cto.Domain.Delivery;
using Cto.Insights.Delivery.Links;

namespace Cto.Insights.Delivery.DoraMetrics;

/// <summary>The proof under the DORA metrics: the deployments, failed changes first.</summary>
internal static class DoraEvidence
{
    public static Evidence Of(DoraSample sample, DeliveryAsking asking, ChangeUnits unit, int services)
    {
        var period = asking.Period;
        var inPeriod = sample.Runs.Where(run => run.FinishedTicks >= period.Start.UtcTicks && run.FinishedTicks < period.End.UtcTicks).ToArray();
        // Where other changes are asked for than those that the runs count, they come one by one.
        var counted = unit == ChangeUnits.Change && asking.Filter.Repository is null;
        var failedRuns = inPeriod.Count(run => !run.Has(DeploymentFlags.Successful));
        var unrecovered = inPeriod.Count(run => run.Has(DeploymentFlags.Failed) && run.Recovery == PackedRun.None);
        return new Evidence
        {
            Rule = Rule(asking, unit, services),
            Rows = [.. sample.Rows.Select(RowOf)],
            Total = inPeriod.Length,
            Excluded =
            [
                .. new Exclusion[]
                {
                    new("Changes shipped by a service's first deployment have no lead time", sample.CountExcluded(period, LeadTimeExclusion.FirstDeployment, run => counted ? run.ExcludedFirst : 0)),
                    new("Changes whose first commit is younger than their deployment (clock or rebase) have no lead time", sample.CountExcluded(period, LeadTimeExclusion.ClockOrRebase, run => counted ? run.ExcludedClock : 0)),
                    new("Changes whose first commit is unknown have no lead time", sample.CountExcluded(period, LeadTimeExclusion.NoFirstCommit, run => counted ? run.ExcludedUnknown : 0)),
                    new("Runs that failed reached nobody: they count neither as deployments nor as failed changes", failedRuns),
                    new("Failed changes that nothing has remedied yet have no recovery time", unrecovered),
                    new("Incidents that no deployment is to blame for are no change failures", sample.Unattributed),
                }.Where(exclusion => exclusion.Count > 0),
            ],
            AsOf = new Dictionary<string, DateTimeOffset?>(),
        };
    }

    private static string Rule(DeliveryAsking asking, ChangeUnits unit, int services) => string.Join(' ',
        $"Production deployments{asking.Filter.Words} that finished in {asking.Named.Title}{(services > 1 ? $", a blend over {services} services" : "")}.",
        "Frequency: successful deployments per 24 hours.",
        $"Lead time: from the first commit of each {(unit == ChangeUnits.Commit ? "commit" : "pull request (mainline commit where there are none)")} to the finish of the first deployment that contains it; bots count.",
        "Change failure rate: deployments rolled back, reverted, hot-fixed or to blame for an incident / (successful deployments − rollbacks).",
        $"Incidents: by explicit link, else by a rollback during them, else the service's last deployment at most {Wording.Number(asking.Question.Tenant.Delivery.AttributionWindow.TotalHours)} hours before.",
        "Recovery: from the incident's start (else the deployment's finish) to the earliest remediation.",
        "Rework: hotfixes, reverts, rollbacks and fixes of incidents / successful deployments.",
        DeliveryParameters.BandsOf(asking.Question).Note);

    private static EvidenceRow RowOf(DoraEvidenceRow row) => new(
        row.Key,
        $"{row.Service} {row.Version}".TrimEnd(),
        new DateTimeOffset(row.FinishedAt),
        row.Url,
        new Dictionary<string, object?>
        {
            ["service"] = row.Service,
            ["version"] = row.Version,
            ["outcome"] = Outcomes.Of(row.Flags),
            ["failed because"] = row.Reasons == 0 ? null : string.Join(", ", Outcomes.Reasons(row.Reasons)),
            ["changes"] = row.Changes,
            ["recovery seconds"] = row.Recovery,
            ["remedied by"] = row.RemediedBy,
        });
}
