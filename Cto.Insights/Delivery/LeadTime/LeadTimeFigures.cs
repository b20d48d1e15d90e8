using Cto.Domain;
using Cto.Domain.Delivery;

namespace Cto.Insights.Delivery.LeadTime;

/// <summary>Takes the lead times of two periods apart.</summary>
internal sealed class LeadTimeFigures(IReadOnlyList<LeadTimeRow> rows, IReadOnlyList<ServiceRow> services, WorkingHours? hours)
{
    private const string NoTeam = "no team";

    public LeadTimeAnswer Of(Period period, Period before, string by, TimeZoneInfo zone)
    {
        var now = In(period);
        var then = In(before);
        return new LeadTimeAnswer
        {
            LeadTime = LeadTimes(now),
            Before = LeadTimes(then),
            Phases = Phases(now, then),
            Groups = Groups(now, then, NameBy(by)),
            Daily = Daily(now, period, zone),
        };
    }

    private LeadTimeRow[] In(Period period) => [.. rows.Where(row => row.Lead is not null && period.Contains(row.DeployedAt))];

    private Durations LeadTimes(IEnumerable<LeadTimeRow> some) => DurationAnswers.Of(some.Select(row => row.LeadTime(hours)));

    private LeadTimePhase[] Phases(LeadTimeRow[] now, LeadTimeRow[] then)
    {
        var (phases, before) = (now.Select(row => row.Phases(hours)).ToArray(), then.Select(row => row.Phases(hours)).ToArray());
        return
        [
            Phase("coding", one => one.Coding), Phase("pickup", one => one.Pickup), Phase("review", one => one.Review), Phase("deploy", one => one.Deploy),
        ];

        LeadTimePhase Phase(string name, Func<PullRequestPhases, TimeSpan?> span) => new(name, DurationAnswers.Of(phases.Select(span)), DurationAnswers.Of(before.Select(span)));
    }

    private LeadTimeGroup[] Groups(LeadTimeRow[] now, LeadTimeRow[] then, Func<LeadTimeRow, string> name)
    {
        var before = then.ToLookup(name);
        return
        [
            .. now.GroupBy(name)
                .Select(group => new LeadTimeGroup(group.Key, LeadTimes(group), LeadTimes(before[group.Key]).MedianSeconds))
                .OrderByDescending(group => group.Now.MedianSeconds).ThenBy(group => group.Name, StringComparer.Ordinal),
        ];
    }

    private LeadTimeDay[] Daily(LeadTimeRow[] now, Period period, TimeZoneInfo zone)
    {
        var byDay = now.ToLookup(row => Calendar.DayOf(row.DeployedAt, zone));
        return [.. Calendar.DaysOf(period, zone).Select(day => new LeadTimeDay(day, LeadTimes(byDay[day]).MedianSeconds, byDay[day].Count()))];
    }

    private Func<LeadTimeRow, string> NameBy(string by)
    {
        var teams = services.Where(service => service.Team is not null).ToDictionary(service => service.Name, service => service.Team!, StringComparer.Ordinal);
        return by switch
        {
            "repository" => row => row.Repository,
            "team" => row => teams.GetValueOrDefault(row.Service, NoTeam),
            _ => row => row.Service,
        };
    }
}
