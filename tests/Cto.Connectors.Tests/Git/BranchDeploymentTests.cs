namespace Cto.Connectors.Tests.Git;

public sealed class BranchDeploymentTests
{
    [Fact]
    public async Task Every_commit_that_reaches_the_branch_deploys_what_it_brought()
    {
        using var repository = new TestRepository();
        var start = repository.Commit(0, "Start");
        repository.Branch("feature");
        var inner = repository.Commit(1, "Feature");
        repository.Checkout("main");
        var merge = repository.Merge(2, "feature");
        using var source = new GitSource(repository.Path).Set("deployments", "branch");

        await source.PullAsync("deployments");

        Assert.Equal([start, merge], source.Deployments.Select(deployment => deployment.Commit));
        Assert.Equal([merge, inner], source.Deployments[1].Commits);
        Assert.Equal(TestRepository.Start.AddHours(2), source.Deployments[1].FinishedAt);
        Assert.Equal("main", source.Deployments[1].Ref);
    }

    [Fact]
    public async Task A_branch_of_its_own_may_be_what_is_deployed()
    {
        using var repository = new TestRepository();
        repository.Commit(0, "One");
        repository.Branch("live");
        repository.Checkout("main");
        repository.Commit(1, "Two");
        repository.Checkout("live");
        var deployed = repository.Merge(2, "main");
        repository.Checkout("main");
        repository.Commit(3, "Three");
        using var source = new GitSource(repository.Path).Set("deployments", "branch").Set("deploymentBranch", "live");

        await source.PullAsync("deployments");

        Assert.Equal(2, source.Deployments.Count);
        Assert.Equal((deployed, 2), (source.Deployments[1].Commit, source.Deployments[1].Commits!.Count));
    }

    [Fact]
    public async Task What_counted_before_is_withdrawn_when_the_setting_changes()
    {
        using var repository = new TestRepository();
        repository.Commit(0, "One");
        repository.Commit(1, "Two");
        repository.LightTag("v1.0");
        using var source = new GitSource(repository.Path);
        await source.PullAsync("deployments");

        source.Set("deployments", "branch");
        await source.PullAsync("deployments");
        Assert.Equal(["main", "main"], source.Deployments.Select(deployment => deployment.Ref));

        source.Set("deployments", "tags");
        await source.PullAsync("deployments");
        Assert.Equal(["v1.0"], source.Deployments.Select(deployment => deployment.Ref));
    }
}
