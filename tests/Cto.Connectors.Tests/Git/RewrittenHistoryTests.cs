namespace Cto.Connectors.Tests.Git;

public sealed class RewrittenHistoryTests
{
    [Fact]
    public async Task Commits_that_vanished_upstream_are_withdrawn_and_said()
    {
        using var repository = new TestRepository();
        var one = repository.Commit(0, "One");
        var two = repository.Commit(1, "Two");
        var three = repository.Commit(2, "Three");
        using var source = new GitSource(repository.Path);
        await source.PullAsync("commits");

        repository.Run("reset", "--quiet", "--hard", one);
        var other = repository.Commit(3, "Other");
        var warnings = await source.PullAsync("commits");

        Assert.Equal([one, other], source.Commits.Keys.Order(Order(one, other)));
        Assert.DoesNotContain(two, source.Commits);
        Assert.DoesNotContain(three, source.Commits);
        Assert.Contains(warnings, warning => warning.Contains("rewritten", StringComparison.Ordinal) && warning.Contains(" 2 ", StringComparison.Ordinal));
        Assert.DoesNotContain(await source.PullAsync("commits"), warning => warning.Contains("rewritten", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_branch_set_back_withdraws_what_it_lost()
    {
        using var repository = new TestRepository();
        repository.Commit(0, "One");
        repository.Commit(1, "Two");
        using var source = new GitSource(repository.Path);
        await source.PullAsync("commits");

        repository.Run("reset", "--quiet", "--hard", "HEAD~1");
        await source.PullAsync("commits");

        Assert.Equal([repository.Head], source.Commits.Keys);
        var written = source.Written;
        await source.PullAsync("commits");
        Assert.Equal(written, source.Written);
    }

    [Fact]
    public async Task A_line_that_became_a_side_branch_is_read_anew()
    {
        // Someone merges main into a feature and pushes that as main: the old line is now the second parent's.
        using var repository = new TestRepository();
        repository.Commit(0, "Start");
        repository.Branch("feature");
        var feature = repository.Commit(1, "Feature");
        repository.Checkout("main");
        var main = repository.Commit(2, "Main");
        using var source = new GitSource(repository.Path);
        await source.PullAsync("commits");
        Assert.True(source.Commits[main].Mainline);

        repository.Checkout("feature");
        var merge = repository.Merge(3, "main");
        repository.Run("branch", "-f", "main", merge);
        repository.Checkout("main");
        await source.PullAsync("commits");

        Assert.False(source.Commits[main].Mainline);
        Assert.True(source.Commits[feature].Mainline);
        Assert.Equal(source.Commits[main].AuthoredAt, source.Commits[merge].FirstCommitAt);
        Assert.Equal(4, source.Commits.Count);
    }

    [Fact]
    public async Task Another_history_altogether_replaces_the_old_one()
    {
        using var repository = new TestRepository();
        repository.Commit(0, "Old");
        using var source = new GitSource(repository.Path);
        await source.PullAsync("commits");

        repository.Run("checkout", "--quiet", "--orphan", "fresh");
        repository.Commit(5, "New");
        repository.Run("branch", "-M", "main");
        await source.PullAsync("commits");

        Assert.Equal([repository.Head], source.Commits.Keys);
    }

    [Fact]
    public async Task When_the_old_history_is_gone_for_good_that_is_said()
    {
        using var repository = new TestRepository();
        repository.Commit(0, "Old");
        using var source = new GitSource(repository.Path);
        await source.PullAsync("commits");

        Directory.Delete(Path.Combine(repository.Path, ".git"), recursive: true);
        repository.Run("init", "--quiet", "--initial-branch=main");
        repository.Commit(1, "New");
        var warnings = await source.PullAsync("commits");

        Assert.Contains(repository.Head, source.Commits);
        Assert.Contains(warnings, warning => warning.Contains("rewritten", StringComparison.Ordinal) && warning.Contains("connect it again", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Branch_deployments_follow_a_rewriting_too()
    {
        using var repository = new TestRepository();
        repository.Commit(0, "One");
        repository.Commit(1, "Two");
        using var source = new GitSource(repository.Path).Set("deployments", "branch");
        await source.PullAsync("deployments");

        repository.Run("reset", "--quiet", "--hard", "HEAD~1");
        var other = repository.Commit(2, "Other");
        await source.PullAsync("deployments");

        Assert.Equal(2, source.Deployments.Count);
        Assert.Equal(other, source.Deployments[1].Commit);
    }

    private static Comparer<string> Order(params string[] order) => Comparer<string>.Create((a, b) => Array.IndexOf(order, a) - Array.IndexOf(order, b));
}
