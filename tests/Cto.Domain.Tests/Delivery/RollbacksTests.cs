using Cto.Domain.Delivery;
using FsCheck;
using FsCheck.Fluent;
using static Cto.Domain.Tests.Delivery.Story;

namespace Cto.Domain.Tests.Delivery;

public sealed class RollbacksTests
{
    [Theory]
    [InlineData("A B C A", "3>1")]
    [InlineData("A B A", "2>1")]
    [InlineData("A B C B A", "3>2 4>1")]
    [InlineData("A B C A B", "3>1")]
    [InlineData("A B A B A", "2>1 4>3")]
    [InlineData("A A B A", "3>2")]
    [InlineData("A A A", "")]
    [InlineData("A B C D", "")]
    [InlineData("A B A B", "2>1")]
    [InlineData("A ? A", "")]
    [InlineData("A B ? A", "")]
    [InlineData("", "")]
    public void The_failed_change_is_the_first_after_the_latest_earlier_run_of_the_version_returned_to(string versions, string rollbacks)
    {
        var line = versions.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(version => version == "?" ? null : version).ToArray();
        Assert.Equal(rollbacks, string.Join(' ', Rollbacks.In(line).Select(rollback => $"{rollback.Index}>{rollback.Failed}")));
    }

    [Fact]
    public void A_rollback_always_undoes_a_deployment_between_itself_and_the_version_it_returns_to() => Check.QuickThrowOnFailure(Prop.ForAll(
        Gen.Choose(1, 5).ListOf().ToArbitrary(),
        numbers =>
        {
            var versions = numbers.Select(number => (string?)$"V{number}").ToArray();
            return Rollbacks.In(versions).All(rollback =>
                rollback.Failed < rollback.Index
                && versions[rollback.Failed - 1] == versions[rollback.Index]
                && !versions.AsSpan(rollback.Failed, rollback.Index - rollback.Failed).Contains(versions[rollback.Index]));
        }));

    [Fact]
    public void V1_V2_V3_V1_fails_V2_and_only_V2_and_the_rollback_is_no_change()
    {
        var links = Link([Deployed("V1", 1), Deployed("V2", 2), Deployed("V3", 3), Deployed("V1", 4)]);
        Assert.Equal(["V2@2"], links.Failed());
        Assert.True(links.The("V1@4") is { Rollback: true, Rework: true });
        Assert.Equal(TimeSpan.FromHours(2), links.The("V2@2").Failure!.Recovery);
        Assert.Equal(FailureReasons.RolledBack, links.The("V2@2").Failure!.Reasons);
        Assert.Equal(new FactKey(FactKinds.Deployment, "V1@4"), links.The("V2@2").Failure!.RemediedBy);
    }

    [Fact]
    public void A_version_that_reaches_the_second_region_later_is_no_rollback() => Assert.Empty(
        Link([Deployed("V1", 1, "prod-us"), Deployed("V1", 2, "prod-eu"), Deployed("V2", 3, "prod-us"), Deployed("V3", 4, "prod-us"), Deployed("V2", 5, "prod-eu")]).Failed());

    [Fact]
    public void Two_repositories_of_one_service_each_have_a_running_version() => Assert.Empty(Link(
    [
        Deployed("A1", 1) with { Repository = "acme/a" }, Deployed("B1", 2) with { Repository = "acme/b" }, Deployed("A1", 3) with { Repository = "acme/a" },
    ]).Failed());

    [Fact]
    public void Without_a_commit_the_ref_is_the_version() => Assert.Equal(
        ["v2"], Link([Tagged("v1", 1, "v1"), Tagged("v2", 2, "v2"), Tagged("v1", 3, "back")]).Failed());

    [Fact]
    public void Runs_that_failed_or_still_go_on_and_other_environments_prove_nothing()
    {
        var links = Link(
        [
            Deployed("V1", 1), Deployed("V2", 2) with { Result = DeploymentResult.Failure }, Deployed("V3", 3, "staging"),
            Deployed("V4", 4) with { FinishedAt = null, Result = null }, Deployed("V1", 5),
        ]);
        Assert.Empty(links.Failed());
        Assert.Equal(["V1@1", "V2@2", "V1@5"], links.Deployments.Select(link => link.Deployment.Key));
        Assert.False(links.The("V2@2").Successful);
    }

    private static Deployment Tagged(string tag, double at, string key) => Deployed("", at, key: key) with { Commit = null, Ref = tag };
}
