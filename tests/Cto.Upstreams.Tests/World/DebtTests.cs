using Cto.Upstreams.World;
using Cto.Upstreams.World.CodeQuality;
using Cto.Upstreams.World.Planning;
using Cto.Upstreams.World.Stories;

namespace Cto.Upstreams.Tests.World;

/// <summary>Story 10: what goes into debt each sprint, coverage that falls and coverage that nobody ever measured.</summary>
public sealed class DebtTests
{
    private static readonly Company Acme = Demo.Acme;

    [Fact]
    public void Of_the_last_four_sprints_three_missed_a_fifth()
    {
        var closed = Acme.Planning.AllOfSprints.Where(sprint => sprint.ClosedAt <= Demo.Now).GroupBy(sprint => sprint.Index).OrderBy(sprints => sprints.Key).TakeLast(4);
        var shares = closed.Select(sprints => DebtShare([.. sprints])).ToList();

        Assert.All(shares.Zip([0.21, 0.12, 0.09, 0.15]), pair => Assert.Equal(pair.Second, pair.First, 0.005));
        Assert.Equal([true, false, false, false], shares.Select(share => share >= Debt.Target));
    }

    [Fact]
    public void Coverage_of_auth_service_falls_by_more_than_any_other()
    {
        var changes = Measured().ToDictionary(project => project.Repository.Name, project => Coverage(project, Demo.Now) - Coverage(project, Acme.Stories.Debt.FallsSince));

        Assert.Equal("auth-service", changes.MinBy(change => change.Value).Key);
        Assert.InRange(changes["auth-service"]!.Value, -15, -12);
        Assert.All(changes.Where(change => change.Key != "auth-service"), change => Assert.InRange(change.Value!.Value, -7, 7));
        var months = Enumerable.Range(0, 4).Select(step => Coverage(Measured().Single(project => project.Repository.Name == "auth-service"), Demo.Now.AddDays(-20 * step))!.Value).ToList();
        Assert.Equal(months.Order(), months);
    }

    [Fact]
    public void Coverage_of_warehouse_loader_was_never_measured_though_the_rest_of_it_is()
    {
        var project = Acme.CodeQuality.Projects.Single(project => project.Repository.Name == "warehouse-loader");

        Assert.All(project.Analyses, analysis => Assert.DoesNotContain(analysis.Measures.Keys, metric => metric.Contains("coverage", StringComparison.Ordinal)));
        Assert.True(project.Last(Demo.Now)!.Measures["ncloc"] > 1_000);
        Assert.Equal(["warehouse-loader"], Acme.CodeQuality.Projects.Where(other => other.Analyses.Count > 0).Except(Measured()).Select(other => other.Repository.Name));
    }

    private static IEnumerable<CodeProject> Measured() => Acme.CodeQuality.Projects.Where(project => Coverage(project, Demo.Now) is not null);

    private static double? Coverage(CodeProject project, DateTimeOffset at) => project.Last(at)?.Measures.TryGetValue("coverage", out var coverage) == true ? coverage : null;

    private static double DebtShare(IReadOnlyList<PlannedSprint> sprints)
    {
        var done = sprints.SelectMany(sprint => Acme.Planning.Items.Where(item => item.Sprints(sprint.ClosedAt).Contains(sprint.Id) && item.IsDone(sprint.ClosedAt))
            .Select(item => (item.Labels, Points: item.Points(sprint.ClosedAt) ?? 0))).ToList();
        return done.Where(item => item.Labels.Contains("tech-debt")).Sum(item => item.Points) / done.Sum(item => item.Points);
    }
}
