using Cto.Domain.Delivery;
using static Cto.Domain.Tests.Delivery.Story;

namespace Cto.Domain.Tests.Delivery;

public sealed class LeadTimeTests
{
    [Fact]
    public void It_runs_from_the_first_commit_to_the_finish_of_the_first_deployment_that_contains_the_change()
    {
        var links = Link([Deployed("old", 0), Deployed("c", 10, began: 9), Deployed("d", 20)], [Merged("c", at: 8, firstCommit: 3)]);
        Assert.Equal(TimeSpan.FromHours(7), links.Changes[0].LeadTime);
        Assert.Equal("c@10", links.Changes[0].Deployment!.Key);
    }

    [Fact]
    public void By_the_commit_list_a_change_merged_in_time_and_yet_not_in_it_waits_for_the_next()
    {
        var links = Link([Deployed("old", 0), Listed("b", 10, "a", "b"), Listed("d", 20, "c", "d")], [Merged("a", 1), Merged("c", 2), Merged("d", 3)]);
        Assert.Equal("b@10", links.ShippedBy("a"));
        Assert.Equal("d@20", links.ShippedBy("c"));
        Assert.Equal("d@20", links.ShippedBy("d"));
    }

    [Fact]
    public void By_time_a_deployment_contains_what_was_merged_at_or_before_the_pull_request_it_deploys()
    {
        var links = Link([Deployed("old", 0), Deployed("b", 10), Deployed("z", 30)], [Merged("a", 4), Merged("b", 5), Merged("c", 5), Merged("late", 6)]);
        Assert.Equal(["b@10", "b@10", "b@10", "z@30"], links.Changes.Select(link => link.Deployment!.Key));
    }

    [Fact]
    public void By_time_a_commit_that_is_no_pull_requests_counts_from_the_start_of_its_first_deployment_anywhere()
    {
        var links = Link(
            [Deployed("old", 0), Deployed("x", 8, "staging", began: 7), Deployed("x", 12, began: 11), Deployed("y", 20)], [Merged("a", 6.5), Merged("b", 7), Merged("c", 7.5)]);
        Assert.Equal(["x@12", "x@12", "y@20"], links.Changes.Select(link => link.Deployment!.Key));
    }

    [Fact]
    public void A_rollback_contains_nothing_new()
    {
        var links = Link([Deployed("v1", 0), Deployed("v2", 10), Deployed("v1", 20), Deployed("v3", 30)], [Merged("v1", -1), Merged("v2", 9), Merged("w", 15), Merged("v3", 29)]);
        Assert.Equal("v3@30", links.ShippedBy("w"));
    }

    [Fact]
    public void A_branch_that_is_deployed_again_has_moved_on_and_a_tag_that_is_returned_to_has_not()
    {
        Assert.Equal("2", Link([Ref("main", 0, "1"), Ref("main", 10, "2")], [Merged("a", 5)]).ShippedBy("a"));
        Assert.Equal("4", Link([Ref("t1", 0, "1"), Ref("t2", 10, "2"), Ref("t1", 20, "3"), Ref("t3", 30, "4")], [Merged("a", 15)]).ShippedBy("a"));

        static Deployment Ref(string name, double at, string key) => Deployed("", at, key: key) with { Commit = null, Ref = name };
    }

    [Fact]
    public void Changes_of_the_services_first_deployment_are_excluded_and_the_deployment_is_not()
    {
        var links = Link([Deployed("a", 10), Deployed("b", 20)], [Merged("a", 5), Merged("b", 15)]);
        Assert.Equal([LeadTimeExclusion.FirstDeployment, LeadTimeExclusion.None], links.Changes.Select(link => link.Exclusion));
        Assert.Null(links.Changes[0].LeadTime);
        Assert.Equal("a@10", links.Changes[0].Deployment!.Key);
        Assert.True(links.The("a@10").First && links.The("a@10").Successful);
    }

    [Fact]
    public void A_first_run_that_failed_is_not_the_first_deployment() => Assert.Equal(
        LeadTimeExclusion.FirstDeployment,
        Link([Deployed("a", 10) with { Result = DeploymentResult.Failure }, Deployed("a", 11)], [Merged("a", 5)]).Changes[0].Exclusion);

    [Theory]
    [InlineData(21.0, LeadTimeExclusion.ClockOrRebase)]
    [InlineData(20.0, LeadTimeExclusion.None)]
    [InlineData(null, LeadTimeExclusion.NoFirstCommit)]
    public void A_negative_span_is_excluded_with_its_reason(double? firstCommit, LeadTimeExclusion exclusion)
    {
        var change = Merged("b", 15) with { FirstCommitAt = firstCommit is { } hours ? At(hours) : null };
        Assert.Equal(exclusion, Link([Deployed("a", 10), Deployed("b", 20)], [change]).Changes[0].Exclusion);
    }

    [Fact]
    public void What_is_not_in_production_has_neither_lead_time_nor_exclusion()
    {
        var links = Link([Deployed("a", 10), Deployed("b", 20, "staging"), Deployed("b", 21) with { Result = DeploymentResult.Failure }], [Merged("b", 15)]);
        Assert.Equal(new ChangeLink(links.Changes[0].Change, null, null, LeadTimeExclusion.None), links.Changes[0]);
    }

    [Fact]
    public void A_deployment_of_another_repository_contains_nothing_of_this_one()
    {
        var links = Link(
            [Deployed("o", 0), Deployed("b", 10) with { Repository = "acme/other" }, Deployed("c", 20) with { Repository = "ACME/shop" }], [Merged("a", 5)]);
        Assert.Equal("c@20", links.ShippedBy("a"));
    }

    [Fact]
    public void Where_some_deployments_have_a_list_and_others_not_the_earlier_proof_counts()
    {
        var links = Link([Deployed("o", 0), Deployed("x", 10, began: 9), Listed("a", 20, "a")], [Merged("a", 5), Merged("q", 15)]);
        Assert.Equal("x@10", links.ShippedBy("a"));
        Assert.Null(links.ShippedBy("q"));
    }

    [Fact]
    public void A_pull_request_whose_merge_commit_is_unknown_is_found_by_time()
    {
        var change = Merged("a", 5) with { Commit = null };
        Assert.Equal("x@10", Link([Deployed("o", 0), Listed("x", 10, "b")], [change]).Changes[0].Deployment!.Key);
    }

    [Theory]
    [InlineData(true, false, ChangeUnits.Change | ChangeUnits.Commit)]
    [InlineData(false, false, ChangeUnits.Commit)]
    [InlineData(true, true, ChangeUnits.Commit)]
    public void A_mainline_commit_is_a_change_only_where_there_are_no_pull_requests(bool mainline, bool pulls, ChangeUnits units)
    {
        var commit = new Commit { Key = "k", Repository = Repository, Sha = "a", Subject = "s", AuthoredAt = At(1), CommittedAt = At(2), Mainline = mainline };
        Assert.Equal(units, Change.Of(commit, pulls).Units);
        Assert.Equal(At(1), Change.Of(commit, pulls).FirstCommitAt);
        Assert.Equal(At(0), Change.Of(commit with { FirstCommitAt = At(0) }, pulls).FirstCommitAt);
    }

    [Fact]
    public void A_pull_request_is_a_change_once_it_is_merged()
    {
        var pull = new PullRequest { Key = "p", Repository = Repository, Number = 1, Title = "t", CreatedAt = At(0), ClosedAt = At(2) };
        Assert.Null(Change.Of(pull));
        Assert.Equal(At(2), Change.Of(pull with { MergedAt = At(2) })!.ReachedAt);
    }

    private static Deployment Listed(string version, double at, params string[] commits) => Deployed(version, at) with { Commits = commits };
}
