namespace Cto.Connectors.Tests.Git;

public sealed class CommitStreamTests
{
    [Fact]
    public async Task A_merge_is_a_change_since_the_first_commit_of_its_branch()
    {
        using var repository = new TestRepository();
        repository.Commit(0, "Start");
        repository.Branch("feature");
        var first = repository.Commit(2, "Begin the feature");
        repository.Commit(5, "End the feature");
        repository.Checkout("main");
        repository.Commit(6, "Meanwhile");
        var merge = repository.Merge(8, "feature");
        using var source = new GitSource(repository.Path);

        await source.PullAsync("commits");

        var change = source.Commits[merge];
        Assert.True(change.Mainline);
        Assert.True(change.Merge);
        Assert.Equal("Merge feature", change.Subject);
        Assert.Equal(TestRepository.Start.AddHours(2), change.FirstCommitAt);
        Assert.Equal(TestRepository.Start.AddHours(8), change.CommittedAt);
        Assert.False(source.Commits[first].Mainline);
        Assert.Equal("ada@example.org", change.AuthorEmail);
        Assert.Equal("shop", change.Repository);
        Assert.Equal(5, source.Commits.Count);
    }

    [Fact]
    public async Task A_commit_on_the_line_is_a_change_of_its_own_unless_switched_off()
    {
        using var repository = new TestRepository();
        var squash = repository.Commit(4, "Squashed", writtenHour: 1);
        using var source = new GitSource(repository.Path);

        await source.PullAsync("commits");
        Assert.True(source.Commits[squash].Mainline);
        Assert.Equal(TestRepository.Start.AddHours(1), source.Commits[squash].FirstCommitAt);

        source.Set("squashCommits", "false");
        await source.PullAsync("commits");
        Assert.False(source.Commits[squash].Mainline);
    }

    [Fact]
    public async Task An_octopus_merge_begins_with_the_first_commit_of_all_its_branches()
    {
        using var repository = new TestRepository();
        repository.Commit(0, "Start");
        repository.Branch("one");
        repository.Commit(3, "One");
        repository.Run("checkout", "--quiet", "-b", "two", "main");
        repository.Commit(2, "Two");
        repository.Checkout("main");
        repository.Commit(4, "Meanwhile");
        var merge = repository.Merge(9, "one", "two");
        Assert.Equal(4, repository.Run("rev-list", "--parents", "--max-count=1", merge).Split(' ').Length);
        using var source = new GitSource(repository.Path);

        await source.PullAsync("commits");

        Assert.Equal(TestRepository.Start.AddHours(2), source.Commits[merge].FirstCommitAt);
    }

    [Fact]
    public async Task A_branch_that_was_merged_twice_begins_anew_after_the_first_merge()
    {
        using var repository = new TestRepository();
        repository.Commit(0, "Start");
        repository.Branch("feature");
        repository.Commit(1, "Part one");
        repository.Checkout("main");
        var first = repository.Merge(2, "feature");
        repository.Checkout("feature");
        repository.Commit(5, "Part two");
        repository.Checkout("main");
        var second = repository.Merge(6, "feature");
        using var source = new GitSource(repository.Path);

        await source.PullAsync("commits");

        Assert.Equal(TestRepository.Start.AddHours(1), source.Commits[first].FirstCommitAt);
        Assert.Equal(TestRepository.Start.AddHours(5), source.Commits[second].FirstCommitAt);
    }

    [Fact]
    public async Task A_revert_names_what_it_reverts_unless_switched_off()
    {
        using var repository = new TestRepository();
        var bad = repository.Commit(0, "Break it");
        var revert = repository.Commit(1, $"Revert \"Break it\"\n\nThis reverts commit {bad}.\n");
        using var source = new GitSource(repository.Path);

        await source.PullAsync("commits");
        Assert.Equal([bad], source.Commits[revert].Reverts);
        Assert.Null(source.Commits[bad].Reverts);

        source.Set("failures", "false");
        await source.PullAsync("commits");
        Assert.Equal([], source.Commits[revert].Reverts);
    }

    [Fact]
    public async Task Only_what_is_new_is_read_again()
    {
        using var repository = new TestRepository();
        repository.Commit(0, "One");
        using var source = new GitSource(repository.Path);
        await source.PullAsync("commits");
        var added = repository.Commit(1, "Two");

        await source.PullAsync("commits");
        Assert.Equal(2, source.Written);
        Assert.Contains(added, source.Commits);

        await source.PullAsync("commits");
        Assert.Equal(2, source.Written);
    }

    [Fact]
    public async Task A_bot_is_marked_as_one()
    {
        using var repository = new TestRepository();
        TestRepository.Git(repository.Path, ["-c", "user.name=x", "commit", "--allow-empty", "-q", "-m", "Bump", "--author=dependabot[bot] <49699333+dependabot[bot]@users.noreply.github.com>"]);
        using var source = new GitSource(repository.Path);

        await source.PullAsync("commits");

        Assert.True(source.Commits[repository.Head].Bot);
    }

    [Theory]
    [InlineData("main", 3)]
    [InlineData("next", 4)]
    public async Task The_branch_that_is_set_is_read(string branch, int commits)
    {
        using var repository = new TestRepository();
        repository.Commit(0, "One");
        repository.Commit(1, "Two");
        repository.Commit(2, "Three");
        repository.Branch("next");
        repository.Commit(3, "Four");
        using var source = new GitSource(repository.Path).Set("branch", branch);

        await source.PullAsync("commits");

        Assert.Equal(commits, source.Commits.Count);
    }
}
