using Cto.Upstreams.World;
using Cto.Upstreams.World.Planning;
using Cto.Upstreams.World.Stories;

namespace Cto.Upstreams.Tests.World;

/// <summary>What the teams plan: the stories come out of the items' histories alone.</summary>
public sealed class PlanningTests
{
    private static readonly Company Company = Demo.Acme;

    [Fact]
    public void The_refactor_is_two_thirds_done_with_two_items_blocked_and_four_without_an_estimate()
    {
        var items = Company.Planning.Items.Where(item => item.Epic?.Key == PaymentsRefactor.Key && item.Exists(Demo.Now)).ToList();
        double Points(IEnumerable<PlannedItem> of) => of.Sum(item => item.Points(Demo.Now) ?? 0);

        Assert.Equal(0.68, Points(items.Where(item => item.IsDone(Demo.Now))) / Points(items), 2);
        Assert.Equal(4, items.Count(item => item.Points(Demo.Now) is null));
        Assert.Equal(2, items.Count(item => item.IsFlagged(Demo.Now) || (item.BlockedBy is { } other && !other.IsDone(Demo.Now))));
    }

    [Fact]
    public void Its_scope_grew_twice()
    {
        var story = Company.Stories.PaymentsRefactor;
        var items = Company.Planning.Items.Where(item => item.Epic?.Key == PaymentsRefactor.Key).ToList();
        double Scope(DateTimeOffset at) => items.Where(item => item.Exists(at)).Sum(item => item.Points(at) ?? 0);

        Assert.All(story.ScopeGrewAt, grew => Assert.True(Scope(grew.AddDays(1)) > Scope(grew) * 1.05, $"{Scope(grew)} → {Scope(grew.AddDays(1))}"));
    }

    [Fact]
    public void Its_forecast_straddles_its_due_date()
    {
        var items = Company.Planning.Items.Where(item => item.Epic?.Key == PaymentsRefactor.Key && item.Exists(Demo.Now)).ToList();
        var left = items.Where(item => !item.IsDone(Demo.Now)).Sum(item => item.Points(Demo.Now) ?? 0);
        var weeks = Enumerable.Range(1, 8).Select(week => items.Where(item => item.IsDone(Demo.Now.AddDays(-7 * (week - 1))) && !item.IsDone(Demo.Now.AddDays(-7 * week))).Sum(item => item.Points(Demo.Now) ?? 0)).Order().ToList();
        DateTimeOffset Finish(IEnumerable<double> throughput) => Demo.Now.AddDays(7 * left / throughput.Average());

        Assert.InRange(Company.Stories.PaymentsRefactor.DueAt, Finish(weeks.TakeLast(4)), Finish(weeks.Take(4)));
        Assert.InRange(Finish(weeks), Company.Stories.PaymentsRefactor.DueAt.AddDays(-21), Company.Stories.PaymentsRefactor.DueAt.AddDays(21));
    }

    [Fact]
    public void There_are_about_nine_thousand_items_in_eighteen_epics_and_twelve_sprints_a_team()
    {
        var existing = Company.Planning.Items.Where(item => item.Exists(Demo.Now)).ToList();

        Assert.InRange(existing.Count(item => !item.IsEpic), 8_000, 10_000);
        Assert.Equal(18, existing.Count(item => item.IsEpic));
        Assert.All(Company.Teams, team => Assert.Equal(12, Company.Planning.AllOfSprints.Count(sprint => sprint.Team == team && sprint.Exists(Demo.Now))));
        Assert.Equal(existing.Count, existing.DistinctBy(item => item.Key).Count());
    }
}
