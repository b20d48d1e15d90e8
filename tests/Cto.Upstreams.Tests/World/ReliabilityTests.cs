using Cto.Upstreams.World;
using Cto.Upstreams.World.Reliability;
using Cto.Upstreams.World.Stories;

namespace Cto.Upstreams.Tests.World;

/// <summary>Stories 7, 8 and 12, told by the world alone.</summary>
public sealed class ReliabilityTests
{
    private static readonly Company Company = Demo.Acme;

    [Fact]
    public void There_are_about_four_hundred_incidents_and_those_of_the_stories_are_active()
    {
        var happened = Company.Reliability.Incidents.Where(incident => incident.TriggeredAt <= Demo.Now).ToList();

        Assert.InRange(happened.Count, 360, 430);
        Assert.Equal(
            ["SEV-2 acknowledged Checkout errors above 2 %", "SEV-3 acknowledged Support search is slow"],
            happened.Where(incident => incident.Status(Demo.Now) != "resolved").Select(incident => $"{incident.Severity} {incident.Status(Demo.Now)} {incident.Title}").Order(StringComparer.Ordinal));
        Assert.Contains(Company.Reliability.Incidents, incident => incident.TriggeredAt > Demo.Now);
        Assert.Equal(Company.Reliability.Incidents.Count, Company.Reliability.Incidents.Select(incident => incident.Id).Distinct().Count());
    }

    [Fact]
    public void The_severe_one_came_ten_minutes_after_its_deployment()
    {
        var (severe, broke) = (Company.Stories.Outages.Severe, Company.Delivery.Of(Company.Stories.Rollbacks.Broke));

        Assert.Equal(severe.Service, broke.Service);
        Assert.InRange(severe.At - broke.FinishedAt, TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(30));
        Assert.Contains(Company.Reliability.Incidents, incident => incident.Severity == "SEV-1" && incident.TriggeredAt == severe.At && incident.Title == severe.Title);
    }

    [Fact]
    public void The_active_ones_have_somebody_and_the_severe_one_is_over_since_nine_days()
    {
        var active = Company.Reliability.Incidents.Where(incident => incident.TriggeredAt <= Demo.Now && incident.Status(Demo.Now) != "resolved").ToList();
        var severe = Assert.Single(Company.Reliability.Incidents, incident => incident.Severity == "SEV-1" && incident.TriggeredAt > Demo.Now.AddDays(-30) && incident.TriggeredAt <= Demo.Now);

        Assert.All(active, incident => Assert.True(incident.Assignee(Demo.Now)!.WorksAt(Demo.Now)));
        Assert.Equal((9, "resolved"), ((Demo.Now.Day() - severe.TriggeredAt.Day()).Days, severe.Status(Demo.Now)));
    }

    [Fact]
    public void One_was_caused_by_the_cloud_provider_for_nothing_was_deployed_in_the_day_before()
    {
        var provider = Assert.Single(Company.Reliability.Incidents, incident => incident.Title.StartsWith("AWS", StringComparison.Ordinal));
        var deployments = Company.Delivery.Of(provider.Service).Deployments.Where(deployment => deployment.IsProduction).ToList();

        Assert.DoesNotContain(deployments, deployment => deployment.FinishedAt > provider.TriggeredAt.AddHours(-24) && deployment.FinishedAt < provider.TriggeredAt);
        Assert.DoesNotContain(deployments, deployment => deployment.FinishedAt > provider.TriggeredAt && deployment.FinishedAt < provider.When(LogType.Resolve, Demo.Now));
    }

    [Fact]
    public void Three_actions_of_the_post_mortem_are_overdue_and_somebody_has_them()
    {
        var actions = Company.Planning.Items.Where(item => item.Labels.Contains("post-mortem") && item.Exists(Demo.Now)).ToList();
        var overdue = actions.Where(item => item.DueOn < DateOnly.FromDateTime(Demo.Now.UtcDateTime) && !item.IsDone(Demo.Now)).ToList();

        Assert.Equal((5, Outages.OverdueActions), (actions.Count, overdue.Count));
        Assert.All(overdue, item => Assert.True(item.CreatedAt > Company.Stories.Outages.Severe.ResolvedAt && item.Assignee(Demo.Now) is not null && item.Team == Company.Team("Payments")));
    }

    [Fact]
    public void One_person_was_paged_in_nine_nights()
    {
        var tired = Company.Stories.Outages.Tired;
        var nights = Company.Reliability.Incidents.SelectMany(incident => incident.LogBy(Demo.Now))
            .Where(entry => entry.Type is LogType.Notify && entry.Person == tired && entry.At > Demo.Now.AddDays(-14) && entry.At.Hour < 6)
            .Select(entry => entry.At.Day()).Distinct();

        Assert.Equal(9, nights.Count());
    }

    [Fact]
    public void Nobody_has_taken_a_day_of_next_week_in_Mobile_and_no_other_time_is_empty()
    {
        var (from, until) = (Demo.Now.Day().AddDays(-7), Demo.Now.Day().AddDays(28));
        foreach (var team in Company.Teams)
        {
            var shifts = Company.Reliability.OnCall.Shifts(team, from, until).ToList();
            var holes = shifts.Zip(shifts.Skip(1)).Where(pair => pair.First.Until < pair.Second.From).Select(pair => (pair.First.Until, pair.Second.From));
            var (_, begins, ends) = Company.Stories.Outages.EmptyShift;
            Assert.Equal(team.Name == "Mobile" ? [(begins, ends)] : [], holes);
            Assert.All(shifts, shift => Assert.True(shift.Person.WorksAt(shift.From)));
        }
    }

    [Fact]
    public void Checkout_burns_and_has_a_fifth_of_its_budget_left_and_search_has_none()
    {
        var left = Company.Reliability.Objectives.Where(objective => objective.Basis is ObjectiveBasis.Metric).ToDictionary(objective => objective.Service.Name, BudgetLeft);

        Assert.InRange(left["checkout-service"], Burning.BudgetLeft - 0.02, Burning.BudgetLeft + 0.02);
        Assert.True(left["search-api"] < 0);
        Assert.All(left.Where(service => service.Key is not ("checkout-service" or "search-api")), service => Assert.InRange(service.Value, 0.3, 0.95));
        var hour = Spans(Demo.Now.AddHours(-1), Demo.Now).Select(Company.Reliability.Objectives.Single(objective => objective.Service == Company.Stories.Burning.Service).At).ToList();
        Assert.InRange((1 - (hour.Sum(span => (double)span.Good) / hour.Sum(span => (double)span.Total))) / 0.001, Burning.SlowestBurn, Burning.FastestBurn);
    }

    [Fact]
    public void The_database_reaches_four_fifths_in_about_eleven_weeks()
    {
        double Used(int weeks) => 1 - (Gauges.Free(Company, Company.Start.AddDays(7 * weeks)) / Gauges.Disk);

        Assert.InRange(Used(11), 0.795, 0.805);
        Assert.InRange((Used(0) / Used(-1)) - 1, 0.0139, 0.0141);
    }

    private static double BudgetLeft(Objective objective)
    {
        var spans = Spans(Demo.Now.AddDays(-30), Demo.Now).Select(objective.At).ToList();
        return 1 - (spans.Sum(span => (double)span.Total - span.Good) / (spans.Sum(span => (double)span.Total) * (1 - objective.Target)));
    }

    private static IEnumerable<long> Spans(DateTimeOffset from, DateTimeOffset until)
    {
        for (var begin = from.ToUnixTimeSeconds() / Objective.Span * Objective.Span; begin + Objective.Span <= until.ToUnixTimeSeconds(); begin += Objective.Span)
        {
            yield return begin;
        }
    }
}
