using Cto.Domain;
using Cto.Insights.Delivery.Links;

namespace Cto.Insights.Delivery.Deployments;

/// <summary>Counts the runs of two periods.</summary>
internal sealed class DeploymentsFigures(DeploymentsSample sample, IReadOnlyList<ServiceRow> services)
{
    private const int MostLatest = 20;

    public DeploymentsAnswer Of(Period period, Period before, TimeZoneInfo zone)
    {
        var now = In(period);
        var byService = now.ToLookup(i => sample.Services[i], StringComparer.Ordinal);
        var byDay = now.ToLookup(i => Calendar.DayOf(sample.FinishedAt[i], zone));
        return new DeploymentsAnswer
        {
            Succeeded = now.Count(Succeeded),
            FailedRuns = now.Count(i => !Succeeded(i)),
            Rollbacks = now.Count(IsRollback),
            SucceededBefore = In(before).Count(Succeeded),
            Services =
            [
                .. services.Where(service => sample.LastAt.ContainsKey(service.Name))
                    .Select(service => Of(service, byService[service.Name]))
                    .OrderByDescending(service => service.Succeeded).ThenBy(service => service.Service, StringComparer.Ordinal),
            ],
            Latest = [.. sample.Latest.Take(MostLatest).Select(row => row.ToEntry())],
            Daily = [.. Calendar.DaysOf(period, zone).Select(day => new DeploymentDay(day, byDay[day].Count(Succeeded), byDay[day].Count(i => !Succeeded(i))))],
        };
    }

    private ServiceDeployments Of(ServiceRow service, IEnumerable<int> runs) =>
        new(service.Name, service.Team, runs.Count(Succeeded), runs.Count(i => !Succeeded(i)), runs.Count(IsRollback), sample.LastAt[service.Name]);

    private int[] In(Period period) => [.. Enumerable.Range(0, sample.FinishedAt.Length).Where(i => period.Contains(sample.FinishedAt[i]))];

    private bool Succeeded(int i) => ((DeploymentFlags)sample.Flags[i]).HasFlag(DeploymentFlags.Successful);

    private bool IsRollback(int i) => ((DeploymentFlags)sample.Flags[i]).HasFlag(DeploymentFlags.Rollback);
}
