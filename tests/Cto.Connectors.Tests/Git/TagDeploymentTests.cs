using Cto.Connectors.Git;

namespace Cto.Connectors.Tests.Git;

public sealed class TagDeploymentTests
{
    [Fact]
    public async Task Releases_are_deployments_of_what_no_earlier_one_had()
    {
        using var repository = new TestRepository();
        var one = repository.Commit(0, "One");
        var two = repository.Commit(1, "Two");
        repository.Release(2, "v1.0");
        var three = repository.Commit(3, "Three");
        repository.LightTag("1.1.0");
        repository.Commit(4, "Four");
        repository.Release(5, "v2.0-rc.1");
        repository.LightTag("nightly");
        using var source = new GitSource(repository.Path);

        await source.PullAsync("deployments");

        Assert.Equal(["v1.0", "1.1.0"], source.Deployments.Select(deployment => deployment.Ref));
        var (first, second) = (source.Deployments[0], source.Deployments[1]);
        Assert.Equal([two, one], first.Commits);
        Assert.Equal([three], second.Commits);
        Assert.Equal(TestRepository.Start.AddHours(2), first.FinishedAt);
        Assert.Equal(TestRepository.Start.AddHours(3), second.FinishedAt);
        Assert.Equal((two, "production", "shop", "shop"), (first.Commit, first.Environment, first.Service, first.Repository));
        Assert.Equal(["shop"], Assert.Single(source.Services).Repositories);
    }

    [Fact]
    public async Task Releases_on_other_lines_do_not_ship_the_same_twice()
    {
        using var repository = new TestRepository();
        repository.Commit(0, "One");
        repository.Release(1, "v1.0");
        repository.Branch("maintenance");
        var patch = repository.Commit(5, "Patch");
        repository.Checkout("main");
        var two = repository.Commit(2, "Two");
        repository.Release(3, "v2.0");
        repository.Release(6, "v1.0.1", patch);
        var three = repository.Commit(7, "Three");
        repository.Release(8, "v2.1");
        using var source = new GitSource(repository.Path);

        await source.PullAsync("deployments");

        Assert.Equal([two], source.Deployments[1].Commits);
        Assert.Equal([patch], source.Deployments[2].Commits);
        Assert.Equal([three], source.Deployments[3].Commits);
    }

    [Theory]
    [InlineData("v1.2.0", "v1.2.1", 23, true)]
    [InlineData("v1.2", "v1.2.1", 24, true)]
    [InlineData("v1.2.0", "v1.2.1", 24.5, false)]
    [InlineData("v1.2.0", "v1.3.0", 2, false)]
    [InlineData("v2.0.0", "v1.9.1", 2, false)]
    [InlineData("v1.1", "v1.2", 2, false)]
    public async Task A_patch_soon_after_its_release_is_a_hotfix(string release, string patch, double hours, bool isHotfix)
    {
        using var repository = new TestRepository();
        repository.Commit(0, "One");
        repository.Release(1, release);
        repository.Commit(1.5, "Two");
        repository.Release(1 + hours, patch);
        using var source = new GitSource(repository.Path);

        await source.PullAsync("deployments");
        Assert.Equal(isHotfix ? ["hotfix"] : [], source.Deployments[1].Labels);
        Assert.Empty(source.Deployments[0].Labels!);

        source.Set("failures", "false");
        await source.PullAsync("deployments");
        Assert.Empty(source.Deployments[1].Labels!);
    }

    [Fact]
    public async Task A_tag_that_is_moved_changes_its_deployment_and_those_after_it()
    {
        using var repository = new TestRepository();
        var one = repository.Commit(0, "One");
        var two = repository.Commit(1, "Two");
        repository.LightTag("v1.0", two);
        repository.Commit(2, "Three");
        repository.LightTag("v2.0");
        using var source = new GitSource(repository.Path);
        await source.PullAsync("deployments");

        repository.LightTag("v1.0", one);
        await source.PullAsync("deployments");

        Assert.Equal([one], source.Deployments[0].Commits);
        Assert.Equal([repository.Head, two], source.Deployments[1].Commits);
    }

    [Fact]
    public async Task A_tag_that_is_deleted_withdraws_its_deployment()
    {
        using var repository = new TestRepository();
        repository.Commit(0, "One");
        repository.LightTag("v1.0");
        repository.Commit(1, "Two");
        repository.LightTag("v1.1");
        using var source = new GitSource(repository.Path);
        await source.PullAsync("deployments");

        repository.Run("tag", "-d", "v1.0");
        var warnings = await source.PullAsync("deployments");

        var left = Assert.Single(source.Deployments);
        Assert.Equal(2, left.Commits!.Count);
        Assert.Contains(warnings, warning => warning.Contains("v1.0", StringComparison.Ordinal) && warning.Contains("withdrawn", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_deletion_is_not_forgotten_when_a_reading_was_broken_off()
    {
        using var repository = new TestRepository();
        for (var release = 0; release < 130; release++)
        {
            repository.Commit(release, "Work");
            repository.LightTag($"v1.{release}");
        }

        using var source = new GitSource(repository.Path);
        await source.PullAsync("deployments");
        Assert.Equal(130, source.Deployments.Count);

        // The first moves, so that all are written again; that stops after one page; then one that was not reached goes.
        repository.LightTag("v1.0", repository.Run("rev-parse", "v1.1"));
        await source.PullAsync("deployments", mostPages: 1);
        repository.Run("tag", "-d", "v1.129");
        await source.PullAsync("deployments");

        Assert.Equal(129, source.Deployments.Count);
        Assert.DoesNotContain(source.Deployments, deployment => deployment.Ref == "v1.129");
        Assert.Equal(130, source.Deployments.Sum(deployment => deployment.Commits!.Count) + 1);
    }

    [Fact]
    public async Task Only_new_releases_are_written_again()
    {
        using var repository = new TestRepository();
        repository.Commit(0, "One");
        repository.LightTag("v1.0");
        using var source = new GitSource(repository.Path);
        await source.PullAsync("deployments");
        Assert.Equal(2, source.Written);

        await source.PullAsync("deployments");
        Assert.Equal(2, source.Written);

        repository.Commit(1, "Two");
        repository.LightTag("v1.1");
        await source.PullAsync("deployments");
        Assert.Equal(3, source.Written);
    }

    [Fact]
    public async Task Tags_of_tags_count_and_tags_of_other_things_are_left_out_and_said()
    {
        using var repository = new TestRepository();
        repository.Commit(0, "One");
        repository.Release(1, "inner");
        repository.Release(2, "v1.0", "inner");
        repository.LightTag("v1.1", "HEAD^{tree}");
        repository.Release(3, "v1.2", "HEAD^{tree}");
        using var source = new GitSource(repository.Path);

        var warnings = await source.PullAsync("deployments");

        var release = Assert.Single(source.Deployments);
        Assert.Equal(("v1.0", repository.Head), (release.Ref, release.Commit));
        Assert.Equal(TestRepository.Start.AddHours(2), release.FinishedAt);
        Assert.Contains(warnings, warning => warning.StartsWith("2 tags match", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Without_a_release_tag_it_says_what_to_set()
    {
        using var repository = new TestRepository();
        repository.Commit(0, "One");
        repository.LightTag("release-1");
        using var source = new GitSource(repository.Path);

        Assert.Contains(await source.PullAsync("deployments"), warning => warning.Contains("'release-1'", StringComparison.Ordinal) && warning.Contains("releasePattern", StringComparison.Ordinal));
        Assert.Contains((await source.CheckAsync()).Warnings, warning => warning.Contains("No tag matches", StringComparison.Ordinal));

        source.Set("releasePattern", "release-*");
        Assert.Empty(await source.PullAsync("deployments"));
        Assert.Single(source.Deployments);
    }

    [Theory]
    [InlineData(null, "v1.2", true)]
    [InlineData(null, "1.2.3", true)]
    [InlineData(null, "v1.2.3-rc1", false)]
    [InlineData(null, "v1", false)]
    [InlineData(null, "shop-v1.2", false)]
    [InlineData("v*", "v1.2", true)]
    [InlineData("v[0-9]*", "v1.2", true)]
    [InlineData("v[0-9]*", "vx", false)]
    [InlineData("release.2024", "release-2024", false)]
    [InlineData(@"^release-\d+$", "release-12", true)]
    [InlineData(@"release-\d+", "release-12-rc", false)]
    public void A_pattern_tells_releases(string? pattern, string tag, bool matches) =>
        Assert.Equal(matches, ReleasePattern.Parse(pattern).Matches(tag));
}
