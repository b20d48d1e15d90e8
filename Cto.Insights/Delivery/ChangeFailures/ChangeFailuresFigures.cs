using Cto.Domain.Delivery;

namespace Cto.Insights.Delivery.ChangeFailures;

/// <summary>Ranks the services by how often their changes fail.</summary>
internal static class ChangeFailuresFigures
{
    /// <summary>How many deployments a rate must stand on to be compared with others.</summary>
    public const int RankedFrom = 5;

    private const int MostFailures = 50;

    public static ChangeFailuresAnswer Of(ChangeFailuresSample sample, IReadOnlyList<ServiceRow> services, TimeSpan window) => new()
    {
        Failed = sample.Services.Sum(service => service.Failed),
        Denominator = sample.Services.Sum(service => service.Deployments - service.Rollbacks),
        Rate = RateOf(sample.Services),
        RateBefore = RateOf(sample.ServicesBefore),
        Ranking = Rank(sample.Services, services),
        Failures = [.. sample.Failures.Take(MostFailures).Select(row => row.ToAnswer())],
        Unattributed = [.. sample.Unattributed.Select(row => new UnattributedIncident(row.Key, row.Title, row.Service, new DateTimeOffset(row.StartedAt), WhyOf(row, window), row.Url))],
    };

    private static double? RateOf(IReadOnlyCollection<ServiceTally> tallies) =>
        FailureRates.ChangeFailureRate(tallies.Sum(tally => tally.Failed), tallies.Sum(tally => tally.Deployments), tallies.Sum(tally => tally.Rollbacks));

    private static ServiceFailures[] Rank(IEnumerable<ServiceTally> tallies, IReadOnlyList<ServiceRow> services)
    {
        var teams = services.ToDictionary(service => service.Name, service => service.Team, StringComparer.Ordinal);
        var ordered = tallies.Where(tally => tally.Deployments > 0)
            .Select(tally => (Tally: tally, Rate: RateOf([tally])))
            .OrderByDescending(service => service.Tally.Deployments >= RankedFrom).ThenByDescending(service => service.Rate).ThenByDescending(service => service.Tally.Failed)
            .ThenBy(service => service.Tally.Service, StringComparer.Ordinal)
            .ToArray();
        // Equal rates share a rank.
        return
        [
            .. ordered.Select(service => new ServiceFailures(
                service.Tally.Service,
                teams.GetValueOrDefault(service.Tally.Service),
                service.Tally.Failed,
                service.Tally.Deployments - service.Tally.Rollbacks,
                service.Rate,
                service.Tally.Deployments < RankedFrom ? null : 1 + ordered.Count(other => other.Tally.Deployments >= RankedFrom && other.Rate > service.Rate))),
        ];
    }

    private static string WhyOf(UnattributedRow row, TimeSpan window) => row switch
    {
        { Names: true } => "It names a deployment that is not a successful one in production.",
        { Service: null } => "It names neither a service nor a deployment.",
        _ => $"No deployment of {row.Service} succeeded in production in the {Wording.Number(window.TotalHours)} hours before it.",
    };
}
