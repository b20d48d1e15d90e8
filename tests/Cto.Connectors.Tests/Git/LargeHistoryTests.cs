using System.Globalization;

namespace Cto.Connectors.Tests.Git;

/// <summary>A history of 6,000 commits, held against what git itself says of it.</summary>
public sealed class LargeHistoryTests : IDisposable
{
    private const int Commits = 6000;
    private readonly TestRepository _repository = new();

    public LargeHistoryTests() => GeneratedHistory.Write(_repository.Path, Commits);

    [Fact]
    public async Task Every_commit_is_as_git_tells_it()
    {
        using var source = new GitSource(_repository.Path);
        await source.PullAsync("commits");

        var log = _repository.Run("log", "--format=%H|%at|%ct|%s|%an|%ae", "main").Split('\n').Select(line => line.Split('|')).ToDictionary(fields => fields[0]);
        var line = _repository.Run("rev-list", "--first-parent", "main").Split('\n').ToHashSet();
        Assert.True(line.Count > 1000, "more than one stretch is read");
        Assert.Equal(log.Keys.Order(), source.Commits.Keys.Order());
        Assert.All(source.Commits.Values, commit =>
        {
            var fields = log[commit.Sha];
            Assert.Equal((fields[1], fields[2]), (Seconds(commit.AuthoredAt), Seconds(commit.CommittedAt)));
            Assert.Equal((fields[3], fields[4], fields[5]), (commit.Subject, commit.Author, commit.AuthorEmail));
            Assert.Equal(line.Contains(commit.Sha), commit.Mainline);
        });
    }

    [Fact]
    public async Task Every_merge_begins_with_the_first_commit_that_it_brought()
    {
        using var source = new GitSource(_repository.Path);
        await source.PullAsync("commits");
        var merges = _repository.Run("rev-list", "--first-parent", "--merges", "--max-count=150", "main").Split('\n');

        Assert.All(merges, merge =>
        {
            var written = _repository.Run("log", "--format=%H %at", $"{merge}^1..{merge}").Split('\n').Where(line => !line.StartsWith(merge, StringComparison.Ordinal));
            var first = written.Select(line => long.Parse(line.Split(' ')[1], CultureInfo.InvariantCulture)).DefaultIfEmpty(source.Commits[merge].AuthoredAt.ToUnixTimeSeconds()).Min();
            Assert.Equal(first.ToString(CultureInfo.InvariantCulture), Seconds(source.Commits[merge].FirstCommitAt!.Value));
        });
    }

    [Fact]
    public async Task Every_release_holds_what_was_added_since_the_one_before()
    {
        using var source = new GitSource(_repository.Path);
        await source.PullAsync("deployments");

        var tags = _repository.Run("for-each-ref", "--sort=taggerdate", "--format=%(refname:short)", "refs/tags").Split('\n');
        Assert.Equal(tags, source.Deployments.Select(deployment => deployment.Ref));
        for (var index = 0; index < tags.Length; index++)
        {
            var range = index == 0 ? tags[0] : $"{tags[index - 1]}..{tags[index]}";
            Assert.Equal(_repository.Run("rev-list", range).Split('\n', StringSplitOptions.RemoveEmptyEntries).Order(), source.Deployments[index].Commits!.Order());
        }
    }

    [Fact]
    public async Task Broken_off_after_every_page_it_ends_as_if_undisturbed()
    {
        using var undisturbed = new GitSource(_repository.Path);
        await undisturbed.PullAllAsync();
        using var disturbed = new GitSource(_repository.Path);
        var attempts = 0;
        foreach (var stream in (string[])["commits", "deployments"])
        {
            for (string? cursor = string.Empty; cursor != disturbed.Cursor(stream); attempts++)
            {
                cursor = disturbed.Cursor(stream);
                await disturbed.PullAsync(stream, mostPages: 4);
            }
        }

        Assert.True(attempts > 3);
        Assert.Equal(undisturbed.Commits.Values.Select(commit => (commit.Sha, commit.FirstCommitAt)).Order(), disturbed.Commits.Values.Select(commit => (commit.Sha, commit.FirstCommitAt)).Order());
        Assert.Equal(undisturbed.Deployments.SelectMany(deployment => deployment.Commits!.Order()), disturbed.Deployments.SelectMany(deployment => deployment.Commits!.Order()));
    }

    public void Dispose() => _repository.Dispose();

    private static string Seconds(DateTimeOffset time) => time.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
}
