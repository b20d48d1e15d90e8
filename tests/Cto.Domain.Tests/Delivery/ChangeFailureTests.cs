using Cto.Domain.Delivery;
using static Cto.Domain.Tests.Delivery.Story;

namespace Cto.Domain.Tests.Delivery;

public sealed class ChangeFailureTests
{
    private static readonly Deployment[] Line = [Deployed("o", 0), Deployed("a", 10), Deployed("b", 20), Deployed("c", 30)];

    [Fact]
    public void A_revert_fails_the_deployment_that_first_shipped_what_it_reverts()
    {
        var links = Link(Line, [Merged("a", 5, title: "Add coupons"), Merged("b", 15), Merged("c", 25, title: "Revert \"Add coupons\"")]);
        Assert.Equal(["a@10"], links.Failed());
        Assert.Equal(FailureReasons.Reverted, links.The("a@10").Failure!.Reasons);
        Assert.Equal(TimeSpan.FromHours(20), links.The("a@10").Failure!.Recovery);
        Assert.True(links.The("c@30") is { Revert: true, Rework: true, Rollback: false });
    }

    [Theory]
    [InlineData("Revert \"Add coupons\" (#12)", "Add coupons")]
    [InlineData("revert \"Add coupons (#11)\"", "Add coupons")]
    [InlineData("Revert \"Add coupons (#11)\"", "Add coupons (#11)")]
    [InlineData("Revert \"Say \"hi\"\"", "Say \"hi\"")]
    public void Titles_are_compared_as_hosts_write_them(string revert, string title) =>
        Assert.Equal(["a@10"], Link(Line, [Merged("a", 5, title: title), Merged("c", 25, title: revert)]).Failed());

    [Theory]
    [InlineData("Revert Add coupons")]
    [InlineData("Reverting \"Add coupons\"")]
    [InlineData("Revert \"Add cou\"")]
    [InlineData("Revert \"\"")]
    public void Other_titles_revert_nothing(string title) =>
        Assert.Empty(Link(Line, [Merged("a", 5, title: "Add coupons"), Merged("c", 25, title: title)]).Failed());

    [Fact]
    public void Of_several_with_the_title_the_latest_before_the_revert_is_meant() => Assert.Equal(
        ["b@20"], Link(Line, [Merged("a", 5, title: "Bump"), Merged("b", 15, title: "Bump"), Merged("c", 25, title: "Revert \"Bump\""), Merged("d", 26, title: "Bump")]).Failed());

    [Fact]
    public void The_same_title_in_another_repository_is_another_change() => Assert.Empty(
        Link(Line, [Merged("a", 5, title: "Bump", repository: "acme/other"), Merged("c", 25, title: "Revert \"Bump\"")]).Failed());

    [Fact]
    public void A_revert_shipped_together_with_what_it_reverts_fails_nothing()
    {
        var links = Link(Line, [Merged("x", 11, title: "Add coupons"), Merged("b", 15, title: "Revert \"Add coupons\"")]);
        Assert.Empty(links.Failed());
        Assert.False(links.The("b@20").Rework);
    }

    [Fact]
    public void A_revert_that_is_merged_and_not_shipped_fails_without_recovery()
    {
        var links = Link(Line, [Merged("a", 5, title: "Add coupons"), Merged("z", 99, title: "Revert \"Add coupons\"")]);
        Assert.Equal(["a@10"], links.Failed());
        Assert.Null(links.The("a@10").Failure!.Recovery);
    }

    [Fact]
    public void A_commit_that_names_the_commits_it_reverts_fails_their_deployments()
    {
        var revert = Merged("c", 25) with { Fact = new(FactKinds.Commit, "c"), Reverts = ["a", "unknown"] };
        Assert.Equal(["a@10"], Link(Line, [Merged("a", 5), revert]).Failed());
        var listed = Line.Select(deployment => deployment.Commit == "b" ? deployment with { Commits = ["inner", "b"] } : deployment).ToArray();
        Assert.Equal(["b@20"], Link(listed, [revert with { Reverts = ["inner"] }]).Failed());
    }

    [Fact]
    public void Where_it_is_known_that_nothing_is_reverted_a_title_reverts_nothing() =>
        Assert.Empty(Link(Line, [Merged("a", 5, title: "Add coupons"), Merged("c", 25, title: "Revert \"Add coupons\"") with { Reverts = [] }]).Failed());

    [Fact]
    public void A_hotfix_fails_the_successful_deployment_before_it()
    {
        foreach (var hotfix in new[] { Line[2] with { Labels = ["Hotfix"] }, Line[2] with { Ref = "hotfix/coupons" }, Line[2] with { Ref = "refs/heads/hotfix/coupons" } })
        {
            var links = Link([Line[0], Line[1], Deployed("x", 15) with { Result = DeploymentResult.Failure }, hotfix]);
            Assert.Equal(["a@10"], links.Failed());
            Assert.Equal(FailureReasons.HotFixed, links.The("a@10").Failure!.Reasons);
            Assert.True(links.The("b@20") is { Hotfix: true, Rework: true });
        }
    }

    [Fact]
    public void A_shipped_pull_request_makes_a_deployment_a_hotfix_by_label_or_branch()
    {
        Assert.Equal(["a@10"], Link(Line, [Merged("b", 15) with { Labels = ["bug", "hotfix"] }]).Failed());
        Assert.Equal(["a@10"], Link(Line, [Merged("b", 15) with { Branch = "hotfix/coupons" }]).Failed());
        Assert.Empty(Link(Line, [Merged("b", 15) with { Branch = "no-hotfix/coupons" }]).Failed());
    }

    [Fact]
    public void The_first_deployment_and_the_same_version_again_have_nothing_before_them_to_fail()
    {
        Assert.Empty(Link([Line[0] with { Labels = ["hotfix"] }]).Failed());
        Assert.Equal(["o@0"], Link([Line[0], Line[1] with { Labels = ["hotfix"] }, Deployed("a", 11) with { Labels = ["hotfix"] }]).Failed());
    }

    [Fact]
    public void Recovery_is_the_earliest_remediation_after_the_failure_began()
    {
        // Fails at 12, is resolved at 18, rolled back at 20: resolved is earlier. From the finish it took two hours more.
        var links = Link([Deployed("o", 0), Deployed("a", 10), Deployed("o", 20, key: "back")], incidents: [Broke(12, resolved: 18)]);
        var failure = links.The("a@10").Failure!;
        Assert.Equal(FailureReasons.RolledBack | FailureReasons.Incident, failure.Reasons);
        Assert.Equal((TimeSpan.FromHours(6), TimeSpan.FromHours(8)), (failure.Recovery, failure.RecoveryFromFinish));
        Assert.Equal(new FactKey(FactKinds.Incident, "pagerduty:INC-7"), failure.RemediedBy);
    }

    [Fact]
    public void With_several_incidents_the_failure_begins_with_the_first()
    {
        var failure = Link(Line, incidents: [Broke(14, resolved: 15, key: "x"), Broke(12, resolved: 16)]).The("a@10").Failure!;
        Assert.Equal(At(12), failure.StartedAt);
        Assert.Equal(TimeSpan.FromHours(3), failure.Recovery);
    }

    [Fact]
    public void A_remediation_from_before_the_failure_began_remedies_nothing()
    {
        // Hot-fixed at 20, but the incident that is explicitly linked began at 25 and lasts.
        var links = Link([Line[0], Line[1], Line[2] with { Labels = ["hotfix"] }], incidents: [Broke(25, deployment: "a@10")]);
        Assert.Null(links.The("a@10").Failure!.Recovery);
    }

    [Theory]
    [InlineData(4, 20, 0, 0.2)]
    [InlineData(1, 4, 1, 1 / 3.0)]
    [InlineData(0, 3, 0, 0.0)]
    [InlineData(0, 0, 0, null)]
    [InlineData(0, 2, 2, null)]
    public void The_rate_is_of_deployments_that_were_no_rollbacks(int failed, int deployments, int rollbacks, double? rate) =>
        Assert.Equal(rate, FailureRates.ChangeFailureRate(failed, deployments, rollbacks));

    [Fact]
    public void The_rework_rate_is_of_all_deployments()
    {
        Assert.Equal(0.25, FailureRates.ReworkRate(1, 4));
        Assert.Null(FailureRates.ReworkRate(0, 0));
    }
}
